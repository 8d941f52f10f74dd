package io.megadb.tpch;

import io.megadb.gateway.launcher.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Starts the engines that MegaDB is compared with, and gives them their tables. */
final class Peers {
  /** Columns of DuckDB for the texts, which it would guess otherwise: longer names first. */
  private static final Map<String, String> COLUMN_TYPES =
      Map.of("int8", "BIGINT", "int4", "INTEGER", "numeric(15,2)", "DECIMAL(15,2)");

  private final Path folder;
  private final int threads;
  private final MemoryCap memory;

  /**
   * @param folder for logs and what is installed
   * @param threads that each may use
   * @param memory that each may use; null for what it takes as shipped
   */
  Peers(Path folder, int threads, MemoryCap memory) {
    this.folder = folder;
    this.threads = threads;
    this.memory = memory;
  }

  /** Starts DuckDB without tables. */
  ProcessEngine duckDb(String java, String classPath) throws IOException {
    return duckDb("DuckDB", java, classPath, "");
  }

  /**
   * Starts DuckDB with tables of its own, which it loads from Parquet files if the database is not
   * there yet.
   *
   * @param database the file that holds it
   * @param files as for {@link #useParquet}
   */
  ProcessEngine duckDbNative(String java, String classPath, Path database, Path files)
      throws IOException {
    if (!Files.exists(database)) {
      Path unfinished = database.resolveSibling(database.getFileName() + ".unfinished");
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(unfinished.resolveSibling(unfinished.getFileName() + ".wal"));
      ProcessEngine loader = duckDb("DuckDB native", java, classPath, unfinished.toString());
      try {
        for (String table : TpchRows.TABLES) {
          loader.execute("CREATE TABLE " + table + " AS " + rows(files, table));
        }
        loader.execute("CHECKPOINT");
      } finally {
        loader.close();
      }
      Files.move(unfinished, database, StandardCopyOption.ATOMIC_MOVE);
    }
    // Another process than the one that loaded: loading leaves memory behind.
    ProcessEngine engine = duckDb("DuckDB native", java, classPath, database.toString());
    engine.describeFiles(
        String.format(
            Locale.ROOT, "its own tables, %s, %.1f MB", database, Files.size(database) / 1e6));
    return engine;
  }

  private ProcessEngine duckDb(String name, String java, String classPath, String database)
      throws IOException {
    String file = name.replace(' ', '-').toLowerCase(Locale.ROOT);
    ProcessEngine engine =
        ProcessEngine.start(
            name,
            "DuckDB",
            List.of(java, "-Xmx1g", "-cp", classPath, DuckDbProcess.class.getName(), database),
            folder.resolve(file + "-errors"));
    try {
      engine.execute("SET threads = " + threads);
      engine.execute("SET temp_directory = '" + folder.resolve(file + "-temporary") + "'");
      if (memory != null) {
        engine.execute("SET memory_limit = '" + memory.duckDb() + "'");
      }
      String capped = memory == null ? "" : ", memory_limit " + memory.duckDb();
      engine.describeSettings(threads + " threads" + capped + ", otherwise as shipped");
      return engine;
    } catch (IOException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /**
   * Writes each table as one Parquet file, if that was not done before.
   *
   * @param schema CREATE TABLE statements of the tables
   */
  static void writeParquet(ProcessEngine duckDb, TpchRows rows, List<String> schema, Path files)
      throws IOException {
    if (Files.exists(files)) {
      return;
    }
    Path unfinished = files.resolveSibling(files.getFileName() + ".unfinished");
    Files.createDirectories(unfinished);
    for (String definition : schema) {
      duckDb.execute(dialect(definition));
    }
    for (String table : TpchRows.TABLES) {
      duckDb.execute(
          "COPY "
              + table
              + " FROM '"
              + rows.pattern(table)
              + "' (DELIMITER '|', HEADER false, QUOTE '', ESCAPE '')");
      duckDb.execute(
          "COPY "
              + table
              + " TO '"
              + unfinished.resolve(table + ".parquet")
              + "' (FORMAT parquet, COMPRESSION zstd)");
      duckDb.execute("DROP TABLE " + table);
    }
    Files.move(unfinished, files, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String dialect(String definition) {
    String text = definition;
    for (Map.Entry<String, String> type : COLUMN_TYPES.entrySet()) {
      text = text.replace(" " + type.getKey() + " ", " " + type.getValue() + " ");
    }
    return text;
  }

  /** Names the tables of a folder: files TABLE.parquet, or folders TABLE of Parquet files. */
  static void useParquet(ProcessEngine duckDb, Path files) throws IOException {
    for (String table : TpchRows.TABLES) {
      duckDb.execute("CREATE VIEW " + table + " AS " + rows(files, table));
    }
    duckDb.describeFiles(files + ", " + FolderSize.describe(files));
  }

  private static String rows(Path files, String table) {
    return "SELECT * FROM read_parquet('" + source(files, table) + "')";
  }

  private static String source(Path files, String table) {
    Path file = files.resolve(table + ".parquet");
    if (Files.isRegularFile(file)) {
      return file.toString();
    }
    if (Files.isDirectory(files.resolve(table))) {
      return files.resolve(table) + "/*.parquet";
    }
    throw new UsageException(
        files + " has neither a file " + table + ".parquet nor a folder " + table);
  }

  /**
   * Starts DataFusion on the tables of a folder; installs it into an environment of its own first.
   *
   * @param name which heads its columns
   * @throws UsageException if it cannot be installed
   */
  ProcessEngine dataFusion(String name, String version, Path files) throws IOException {
    DataFusionEnvironment environment = new DataFusionEnvironment(folder, version);
    ProcessEngine engine =
        ProcessEngine.start(
            name,
            "DataFusion",
            environment.command(threads, memory == null ? 0 : memory.bytes()),
            folder.resolve("datafusion-" + version + "-errors"));
    for (String table : TpchRows.TABLES) {
      engine.table(table, source(files, table).replace("/*.parquet", "/"));
    }
    String capped = memory == null ? "" : ", memory pool " + memory.duckDb();
    engine.describeSettings(threads + " partitions" + capped + ", otherwise as shipped");
    engine.describeFiles(files + ", " + FolderSize.describe(files));
    return engine;
  }
}
