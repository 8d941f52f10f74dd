package io.megadb.tpch;

import io.megadb.gateway.bench.TpchTexts;
import io.megadb.gateway.launcher.Options;
import io.megadb.gateway.launcher.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The engines of a run, with the tables in them. {@link #close} ends their processes; so does the
 * end of this one.
 */
final class EngineSet implements AutoCloseable {
  private static final Set<String> NAMES = Set.of("megadb", "duckdb", "datafusion", "flink");

  private final Path scaleFolder;
  private final Peers peers;
  private final double scale;
  private final TpchTexts texts;
  private final Options options;
  private final List<String> names;
  private final List<Engine> started = new ArrayList<>();
  private final List<Engine> measured = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  EngineSet(Path cache, double scale, TpchTexts texts, Options options) {
    this.scale = scale;
    this.texts = texts;
    this.options = options;
    this.scaleFolder = cache.resolve("sf" + options.get("sf", "0.1"));
    this.peers = new Peers(cache, Runtime.getRuntime().availableProcessors());
    this.names = Arrays.asList(options.get("engines", "megadb,duckdb").split(","));
    for (String name : names) {
      if (!NAMES.contains(name)) {
        throw new UsageException(
            "option --engines has '" + name + "', expected of megadb, duckdb, datafusion, flink");
      }
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "tpch-stop"));
  }

  /** Makes what is not there yet and starts all. */
  void start() throws IOException, SQLException {
    TpchRows rows = TpchRows.prepare(scaleFolder.resolve("rows"), scale);
    ProcessEngine duckDb =
        peers.duckDb(TpchBenchmark.java().get(0), System.getProperty("java.class.path"));
    started.add(duckDb);
    Path files = scaleFolder.resolve("duckdb");
    if (options.has("files")) {
      files = Path.of(options.get("files", "")).toAbsolutePath();
    } else {
      Peers.writeParquet(duckDb, rows, texts.schema(), files);
    }
    Peers.useParquet(duckDb, files);
    if (names.contains("megadb")) {
      measured.add(megaDb(rows, files));
    } else if (names.contains("flink")) {
      throw new UsageException("Flink SQL reads MegaDB's tables: --engines needs megadb, too");
    }
    if (names.contains("duckdb")) {
      measured.add(duckDb);
    }
    if (names.contains("datafusion")) {
      ProcessEngine dataFusion = peers.dataFusion(files);
      started.add(dataFusion);
      measured.add(dataFusion);
    }
    if (names.contains("flink")) {
      Path folder = Files.createTempDirectory("megadb-tpch-flink");
      MegaDbEngine megaDb = (MegaDbEngine) measured.get(0);
      Engine flink = FlinkEngine.start(folder, megaDb.connection(), scaleFolder.resolve("megadb"));
      started.add(flink);
      measured.add(flink);
    }
  }

  private Engine megaDb(TpchRows rows, Path files) throws IOException, SQLException {
    String tables = options.get("tables", "own");
    if (!Set.of("own", "files").contains(tables)) {
      throw new UsageException("option --tables is '" + tables + "', expected own or files");
    }
    boolean own = tables.equals("own");
    Path data = scaleFolder.resolve(own ? "megadb" : "megadb-files");
    if (options.has("reload") || !own) {
      DeletedFolder.delete(data);
    }
    String run = options.get("run", "local");
    if (!Set.of("local", "flink").contains(run)) {
      throw new UsageException("option --run is '" + run + "', expected local or flink");
    }
    String columns = options.get("column-cache", "off");
    if (!Set.of("on", "off").contains(columns)) {
      throw new UsageException("option --column-cache is '" + columns + "', expected on or off");
    }
    boolean cache = columns.equals("on");
    String classPath =
        System.getProperty("megadb.server.class-path", System.getProperty("java.class.path"));
    MegaDbEngine megaDb =
        MegaDbEngine.start(TpchBenchmark.java(), classPath, data, run, cache, files);
    started.add(megaDb);
    if (!own) {
      MegaDbTables.over(megaDb.connection(), files, texts.schema());
      megaDb.describeFiles(files + ", " + FolderSize.describe(files));
    } else if (MegaDbTables.load(megaDb.connection(), rows, texts.schema())) {
      // Loading leaves memory behind that the queries did not need.
      started.remove(megaDb);
      megaDb.close();
      megaDb = MegaDbEngine.start(TpchBenchmark.java(), classPath, data, run, cache, files);
      started.add(megaDb);
    }
    return megaDb;
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
