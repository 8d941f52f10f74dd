package io.megadb.tpch;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.bench.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A MegaDB server in a process of its own, and one client's connection to it. */
final class MegaDbEngine implements ConcurrentEngine {
  private static final int STOP_SECONDS = 20;

  private final Process process;
  private final Path data;
  private final String run;
  private final boolean cache;

  /** Which files it reads; null for those of its own tables. */
  private String files;

  private Peer peer;
  private Connection connection;
  private Statement statement;
  private final List<Connection> clients = new ArrayList<>();

  private MegaDbEngine(Process process, Path data, String run, boolean cache) {
    this.process = process;
    this.data = data;
    this.run = run;
    this.cache = cache;
  }

  /**
   * Starts the server.
   *
   * @param java the program and its flags
   * @param classPath the server's
   * @param run what megadb.execution is set to
   * @param cache whether columns may be kept decoded
   * @param files the folder whose files tables may name
   */
  static MegaDbEngine start(
      List<String> java, String classPath, Path data, String run, boolean cache, Path files)
      throws IOException, SQLException {
    List<String> command = new ArrayList<>(java);
    int port = freePort();
    command.addAll(
        List.of(
            "-cp",
            classPath,
            "io.megadb.gateway.launcher.Main",
            "up",
            "--data",
            data.toString(),
            "--port",
            String.valueOf(port),
            "--ui-port",
            "0",
            "--copy-directory",
            files.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    MegaDbEngine engine = new MegaDbEngine(process, data, run, cache);
    try {
      engine.awaitReady();
      engine.peer = new Peer("MegaDB", port, "megadb", "megadb");
      engine.connection = engine.connect();
      engine.statement = engine.connection.createStatement();
      return engine;
    } catch (IOException | SQLException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private Connection connect() throws SQLException {
    Connection client = peer.connect();
    try (Statement settings = client.createStatement()) {
      settings.execute("SET megadb.execution = " + run);
      if (!cache) {
        settings.execute("SET megadb.column_cache = '0'");
      }
    }
    return client;
  }

  private void awaitReady() throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder printed = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains("MegaDB is ready")) {
        // A pipe that nobody empties would stop the server in the end.
        Thread drain = new Thread(() -> drain(lines), "tpch-server-output");
        drain.setDaemon(true);
        drain.start();
        return;
      }
      printed.append(line).append(' ');
    }
    throw new MegaDbException(SqlState.IO_ERROR, "the server ended: " + printed);
  }

  private static void drain(BufferedReader lines) {
    try {
      lines.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // the server has ended
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Connection connection() {
    return connection;
  }

  @Override
  public String name() {
    return "MegaDB";
  }

  @Override
  public String description() {
    return "MegaDB, megadb.execution = "
        + run
        + (cache ? "" : ", megadb.column_cache = 0")
        + ", otherwise as shipped";
  }

  @Override
  public String files() {
    return files == null
        ? "its own olap tables, " + FolderSize.describe(data.resolve("olap"))
        : files;
  }

  /** Says that it reads other files than its own. */
  void describeFiles(String text) {
    files = text;
  }

  @Override
  public long time(String sql) throws SQLException {
    long start = System.nanoTime();
    try (ResultSet rows = statement.executeQuery(sql)) {
      ResultText.drain(rows);
    }
    return System.nanoTime() - start;
  }

  @Override
  public Answer answer(String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return ResultText.read(rows);
    }
  }

  @Override
  public Work work(Workload workload) throws SQLException {
    while (clients.size() < workload.orders().size()) {
      clients.add(connect());
    }
    return ClientThreads.run(workload, clients);
  }

  @Override
  public long processId() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
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
