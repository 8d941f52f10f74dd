package io.megadb.gateway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/**
 * A PostgreSQL server with its default settings (fsync on) in a directory of its own. PostgreSQL
 * refuses to run as root; there it runs as the user postgres. {@link #close} stops it; the files
 * stay.
 */
public final class PeerPostgres implements AutoCloseable {
  private static final int COMMAND_TIMEOUT_SECONDS = 60;
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private final Path binaries;
  private final Path data;
  private final int port;

  private PeerPostgres(Path binaries, Path data, int port) {
    this.binaries = binaries;
    this.data = data;
    this.port = port;
  }

  /**
   * Creates a cluster and starts it on a free port.
   *
   * @param binaries with initdb and pg_ctl
   * @param directory an empty directory that every user may look into
   */
  public static PeerPostgres start(Path binaries, Path directory) throws IOException {
    if (ROOT) {
      Shell.run(List.of("chown", "postgres", directory.toString()), COMMAND_TIMEOUT_SECONDS);
    }
    PeerPostgres server = new PeerPostgres(binaries, directory.resolve("data"), freePort());
    server.run("initdb -U postgres -A trust -E UTF8 --locale=C -D " + server.data);
    server.run(
        "pg_ctl start -w -s -D "
            + server.data
            + " -l "
            + directory.resolve("log")
            + " -o '-p "
            + server.port
            + " -c listen_addresses=127.0.0.1 -k "
            + directory
            + "'");
    return server;
  }

  public Peer peer() {
    return new Peer("PostgreSQL", port, "postgres", "postgres");
  }

  @Override
  public void close() {
    run("pg_ctl stop -m immediate -s -D " + data);
  }

  private void run(String command) {
    String line = binaries + "/" + command;
    Shell.run(
        ROOT ? List.of("su", "postgres", "-c", line) : List.of("sh", "-c", line),
        COMMAND_TIMEOUT_SECONDS);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
