package io.megadb.gateway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL 15 server of its own in a temporary directory, on a free port of the loopback
 * address, with the collation and character class that MegaDB has. {@link #close} stops it and
 * deletes the directory. PostgreSQL refuses to run as root; there it runs as the user postgres.
 */
public final class TemporaryPostgres implements AutoCloseable {
  private static final Path BINARIES =
      Path.of(System.getProperty("megadb.test.postgres-bin", "/usr/lib/postgresql/15/bin"));
  private static final int COMMAND_TIMEOUT_SECONDS = 60;
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private final Path directory;
  private final int port;

  private TemporaryPostgres(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  /** Why no server can be started here, for an assumption's message; empty when one can. */
  public static Optional<String> unavailable() {
    if (!Files.isExecutable(BINARIES.resolve("postgres"))) {
      return Optional.of("PostgreSQL 15 is not installed in " + BINARIES);
    }
    return Optional.empty();
  }

  /**
   * Creates a cluster and starts its server.
   *
   * @throws IOException if a command of PostgreSQL fails; the message carries its output
   */
  public static TemporaryPostgres start() throws IOException {
    Path directory =
        Path.of(run("mktemp -d " + System.getProperty("java.io.tmpdir") + "/postgres-XXXXXX"));
    TemporaryPostgres server = new TemporaryPostgres(directory, freePort());
    try {
      run(
          BINARIES.resolve("initdb")
              + " -D "
              + server.data()
              + " -U postgres -A trust -N -E UTF8 --lc-collate=C --lc-ctype=C.UTF-8");
      run(
          BINARIES.resolve("pg_ctl")
              + " start -w -s -D "
              + server.data()
              + " -l "
              + directory.resolve("log")
              + " -o '-p "
              + server.port
              + " -c listen_addresses=127.0.0.1 -c fsync=off -c timezone=UTC -k "
              + directory
              + "'");
    } catch (IOException e) {
      run("rm -rf " + directory);
      throw e;
    }
    return server;
  }

  /** Port on 127.0.0.1; user postgres, any password, database postgres. */
  public int port() {
    return port;
  }

  /** A new connection as the superuser; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
  }

  @Override
  public void close() throws IOException {
    try {
      run(BINARIES.resolve("pg_ctl") + " stop -w -s -m immediate -D " + data());
    } finally {
      run("rm -rf " + directory);
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String run(String command) throws IOException {
    List<String> words = new ArrayList<>();
    if (ROOT) {
      words.addAll(List.of("su", "postgres", "-s", "/bin/sh", "-c", command));
    } else {
      words.addAll(List.of("/bin/sh", "-c", command));
    }
    Process process =
        new ProcessBuilder(words)
            .directory(Path.of(System.getProperty("java.io.tmpdir")).toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(COMMAND_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " ran longer than " + COMMAND_TIMEOUT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + command, e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(command + " failed: " + output);
    }
    return output.strip();
  }
}
