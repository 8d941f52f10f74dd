package io.megadb.tpch;

import io.megadb.gateway.launcher.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts the engines that MegaDB is compared with, and gives them their tables. */
final class Peers {
  private static final String DATAFUSION_VERSION = "55.0.0";
  private static final int INSTALL_MINUTES = 8;

  /** Columns of DuckDB for the texts, which it would guess otherwise: longer names first. */
  private static final Map<String, String> COLUMN_TYPES =
      Map.of("int8", "BIGINT", "int4", "INTEGER", "numeric(15,2)", "DECIMAL(15,2)");

  private final Path folder;
  private final int threads;

  /**
   * @param folder for logs and what is installed
   * @param threads that each may use
   */
  Peers(Path folder, int threads) {
    this.folder = folder;
    this.threads = threads;
  }

  /** Starts DuckDB without tables. */
  ProcessEngine duckDb(String java, String classPath) throws IOException {
    ProcessEngine engine =
        ProcessEngine.start(
            "DuckDB",
            List.of(java, "-Xmx1g", "-cp", classPath, DuckDbProcess.class.getName()),
            folder.resolve("duckdb-errors"));
    engine.execute("SET threads = " + threads);
    engine.describeSettings(threads + " threads, otherwise as shipped");
    return engine;
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
      duckDb.execute(
          "CREATE VIEW "
              + table
              + " AS SELECT * FROM read_parquet('"
              + source(files, table)
              + "')");
    }
    duckDb.describeFiles(files + ", " + FolderSize.describe(files));
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
   * @throws UsageException if it cannot be installed
   */
  ProcessEngine dataFusion(Path files) throws IOException {
    Path script = folder.resolve("datafusion_process.py");
    try (InputStream source = Peers.class.getResourceAsStream("datafusion_process.py")) {
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
    }
    ProcessEngine engine =
        ProcessEngine.start(
            "DataFusion",
            List.of(dataFusionPython().toString(), script.toString(), String.valueOf(threads)),
            folder.resolve("datafusion-errors"));
    for (String table : TpchRows.TABLES) {
      engine.table(table, source(files, table).replace("/*.parquet", "/"));
    }
    engine.describeSettings(threads + " partitions, otherwise as shipped");
    engine.describeFiles(files + ", " + FolderSize.describe(files));
    return engine;
  }

  private Path dataFusionPython() throws IOException {
    Path environment = folder.resolve("datafusion-" + DATAFUSION_VERSION);
    Path python = environment.resolve("bin/python");
    if (!Files.exists(environment.resolve("complete"))) {
      install("python3", "-m", "venv", environment.toString());
      install(
          python.toString(),
          "-m",
          "pip",
          "install",
          "--quiet",
          "datafusion==" + DATAFUSION_VERSION,
          "pyarrow");
      Files.createFile(environment.resolve("complete"));
    }
    return python;
  }

  private void install(String... command) {
    Path log = folder.resolve("datafusion-install.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0) {
        return;
      }
      process.destroyForcibly();
      throw new UsageException(notInstalled("see " + log));
    } catch (IOException e) {
      throw new UsageException(notInstalled(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException(notInstalled("interrupted"));
    }
  }

  private static String notInstalled(String why) {
    return "DataFusion "
        + DATAFUSION_VERSION
        + " cannot be installed with python3 and pip ("
        + why
        + "); leave datafusion out of --engines";
  }
}
