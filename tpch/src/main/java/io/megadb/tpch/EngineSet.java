package io.megadb.tpch;

import io.megadb.gateway.bench.TpchTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The engines of a run, with the tables in them. {@link #close} ends their processes; so does the
 * end of this one.
 */
final class EngineSet implements AutoCloseable {
  private static final String DATAFUSION_VERSION = "55.0.0";
  private static final String OLDER_DATAFUSION_VERSION = "43.1.0";

  private final Path scaleFolder;
  private final Peers peers;
  private final TpchTexts texts;
  private final TpchOptions options;
  private final List<Engine> started = new ArrayList<>();
  private final List<Engine> measured = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  EngineSet(Path cache, TpchTexts texts, TpchOptions options) {
    this.texts = texts;
    this.options = options;
    this.scaleFolder = cache.resolve("sf" + options.scaleText());
    this.peers = new Peers(cache, Runtime.getRuntime().availableProcessors(), options.memory());
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "tpch-stop"));
  }

  /** Makes what is not there yet and starts all. */
  void start() throws IOException, SQLException {
    TpchRows rows = TpchRows.prepare(scaleFolder.resolve("rows"), options.scale());
    Path files = options.files() == null ? scaleFolder.resolve("duckdb") : options.files();
    if (options.files() == null && !Files.exists(files)) {
      try (ProcessEngine writer = keep(peers.duckDb(java(), classPath()))) {
        Peers.writeParquet(writer, rows, texts.schema(), files);
        started.remove(writer);
      }
    }
    ProcessEngine duckDb = keep(peers.duckDb(java(), classPath()));
    Peers.useParquet(duckDb, files);
    if (options.mode() == TpchOptions.Mode.PRUNING) {
      measured.add(byYear(rows, files));
      return;
    }
    for (EngineName name : options.engines()) {
      measured.add(engine(name, rows, files));
    }
  }

  private Engine engine(EngineName name, TpchRows rows, Path files)
      throws IOException, SQLException {
    return switch (name) {
      case MEGADB -> megaDb(rows, files);
      case DUCKDB -> oracle();
      case DUCKDB_NATIVE -> duckDbNative(files);
      case DATAFUSION -> keep(peers.dataFusion("DataFusion", DATAFUSION_VERSION, files));
      case DATAFUSION43 -> keep(peers.dataFusion("DataFusion 43", OLDER_DATAFUSION_VERSION, files));
      case FLINK -> {
        Path folder = Files.createTempDirectory("megadb-tpch-flink");
        MegaDbEngine megaDb = (MegaDbEngine) measured.get(0);
        yield keep(FlinkEngine.start(folder, megaDb.connection(), scaleFolder.resolve("megadb")));
      }
    };
  }

  private static String java() {
    return TpchBenchmark.java().get(0);
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private <E extends Engine> E keep(E engine) {
    started.add(engine);
    return engine;
  }

  private Engine duckDbNative(Path files) throws IOException {
    // Which files another run named is not known any more.
    boolean others = options.files() != null;
    Path database = scaleFolder.resolve(others ? "duckdb-native-files.db" : "duckdb-native.db");
    if (options.reload() || others) {
      Files.deleteIfExists(database);
    }
    return keep(peers.duckDbNative(java(), classPath(), database, files));
  }

  private Engine byYear(TpchRows rows, Path files) throws IOException, SQLException {
    Path data = scaleFolder.resolve("megadb-by-year");
    if (options.reload()) {
      DeletedFolder.delete(data);
    }
    MegaDbEngine megaDb = server(data, files);
    return MegaDbTables.loadByYear(megaDb.connection(), rows, texts.schema())
        ? anew(megaDb, data, files)
        : megaDb;
  }

  private Engine megaDb(TpchRows rows, Path files) throws IOException, SQLException {
    boolean own = options.ownTables();
    Path data = scaleFolder.resolve(own ? "megadb" : "megadb-files");
    if (options.reload() || !own) {
      DeletedFolder.delete(data);
    }
    MegaDbEngine megaDb = server(data, files);
    if (!own) {
      MegaDbTables.over(megaDb.connection(), files, texts.schema());
      megaDb.describeFiles(files + ", " + FolderSize.describe(files));
      return megaDb;
    }
    return MegaDbTables.load(megaDb.connection(), rows, texts.schema())
        ? anew(megaDb, data, files)
        : megaDb;
  }

  private MegaDbEngine server(Path data, Path files) throws IOException, SQLException {
    return keep(
        MegaDbEngine.start(
            TpchBenchmark.java(),
            System.getProperty("megadb.server.class-path", classPath()),
            data,
            options.run(),
            options.columnCache(),
            files));
  }

  /** Loading leaves memory behind that the queries did not need. */
  private MegaDbEngine anew(MegaDbEngine loader, Path data, Path files)
      throws IOException, SQLException {
    started.remove(loader);
    loader.close();
    return server(data, files);
  }

  /** MegaDB first, if it is measured. */
  List<Engine> measured() {
    return measured;
  }

  /** DuckDB. */
  Engine oracle() {
    return started.get(0);
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      started.forEach(Engine::close);
    }
  }
}
