package io.megadb.gateway.bench.flink;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * Flink's own SQL on a MiniCluster in a process of its own, with this process's JVM flags and class
 * path and what the Iceberg connector needs besides. It reads MegaDB's olap tables by the Iceberg
 * connector. One statement at a time; {@link #close} ends the process.
 */
public final class FlinkSqlPeer implements AutoCloseable {
  /** Ends a value of {@link #rows}. */
  public static final char UNIT_END = '\u001f';

  /** Ends a row of {@link #rows}. */
  public static final char RECORD_END = '\u001e';

  private static final int STOP_SECONDS = 10;

  /** What the process tells about its statement. */
  public record Answer(long nanos, String value) {}

  private final Process process;
  private final Path errors;
  private final Path tables;
  private final BufferedReader answers;
  private final PrintStream statements;

  private FlinkSqlPeer(Process process, Path errors, Path tables) {
    this.process = process;
    this.errors = errors;
    this.tables = tables;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.statements = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
  }

  /**
   * Starts the process and waits until it takes statements.
   *
   * @param directory for what the process needs on disk
   */
  public static FlinkSqlPeer start(Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Dmegadb.log.directory=" + directory.resolve("flink-log"));
    command.add("-Dlog4j2.configurationFile=log4j2-server.xml");
    command.add("-cp");
    command.add(classPath());
    command.add(FlinkSqlProcess.class.getName());
    command.add(String.valueOf(slots()));
    Path errors = directory.resolve("flink-errors");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    Path tables = Files.createDirectories(directory.resolve("flink-warehouse/megadb"));
    FlinkSqlPeer peer = new FlinkSqlPeer(process, errors, tables);
    try {
      peer.read();
      peer.query(
          "CREATE CATALOG megadb WITH ('type' = 'iceberg', 'catalog-type' = 'hadoop',"
              + " 'warehouse' = '"
              + tables.getParent().toUri()
              + "')");
      peer.query("USE megadb.megadb");
      return peer;
    } catch (IOException | RuntimeException e) {
      peer.close();
      throw e;
    }
  }

  /** This process's class path and the jars that only the peer needs, as the build listed them. */
  private static String classPath() throws IOException {
    String own = System.getProperty("java.class.path");
    Path further =
        Path.of(
            System.getProperty("megadb.home", "."),
            "megadb-pgwire-gateway/target/flink-peer.classpath");
    // Not there in tests: their class path has these jars.
    return Files.exists(further)
        ? own + File.pathSeparator + Files.readString(further).strip()
        : own;
  }

  /** Its name and version. */
  public static String description() {
    return "Flink SQL " + EnvironmentInformation.getVersion() + " with the Iceberg connector";
  }

  /** Task slots of its cluster: as many as MegaDB's own has. */
  public static int slots() {
    return 2 * Runtime.getRuntime().availableProcessors();
  }

  /**
   * Makes a table of MegaDB's tier olap known under its name.
   *
   * @param server where the table is
   * @param data that server's data directory
   */
  public void addTable(String name, Statement server, Path data) throws SQLException, IOException {
    try (ResultSet rows =
        server.executeQuery("SELECT oid FROM pg_class WHERE relname = '" + name + "'")) {
      rows.next();
      Files.createSymbolicLink(tables.resolve(name), data.resolve("olap/" + rows.getLong(1)));
    }
  }

  /** Runs a statement to its last row; the answer has the first row's first value. */
  public Answer query(String sql) throws IOException {
    return send("query " + sql);
  }

  /**
   * Runs a query; the answer has all rows in one text. Before each value stands a letter: n for an
   * exact number, f for a floating one, t for any other, - for null.
   */
  public Answer rows(String sql) throws IOException {
    return send("rows " + sql);
  }

  /** The process. */
  public long processId() {
    return process.pid();
  }

  /** Plans a statement as Flink's EXPLAIN does. */
  public Answer explain(String sql) throws IOException {
    return send("explain " + sql);
  }

  private Answer send(String line) throws IOException {
    statements.println(line.replace('\n', ' '));
    return read();
  }

  private Answer read() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw failure("ended");
    }
    String[] parts = line.split(" ", 3);
    if (!parts[0].equals("ok")) {
      throw failure("answered: " + line);
    }
    return new Answer(Long.parseLong(parts[1]), parts[2]);
  }

  private MegaDbException failure(String what) throws IOException {
    List<String> lines = Files.readAllLines(errors);
    MegaDbException failure =
        new MegaDbException(SqlState.IO_ERROR, "the process with Flink SQL " + what);
    return lines.isEmpty() ? failure : failure.withDetail(lines.get(lines.size() - 1));
  }

  @Override
  public void close() {
    statements.close();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
