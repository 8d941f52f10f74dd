package io.megadb.gateway.launcher;

import io.megadb.gateway.bench.Peer;
import io.megadb.gateway.bench.PeerPostgres;
import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A MegaDB server and, if asked for, a PostgreSQL one, in one new directory. {@link #close} stops
 * both and deletes it; so does the end of the process, by Ctrl-C for instance, which PostgreSQL
 * would survive otherwise.
 */
final class BenchServers implements AutoCloseable {
  private final Path directory;
  private final AtomicBoolean closed = new AtomicBoolean();
  private MegaDbServer server;
  private PeerPostgres postgres;

  private BenchServers(Path directory) {
    this.directory = directory;
  }

  /**
   * Starts MegaDB.
   *
   * @param parent of the new directory
   */
  static BenchServers start(Path parent) throws IOException {
    BenchServers servers = new BenchServers(Files.createTempDirectory(parent, "megadb-bench"));
    Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "megadb-bench-stop"));
    try {
      // PostgreSQL may run as another user.
      Files.setPosixFilePermissions(
          servers.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Logs.writeTo(servers.directory.resolve("log"));
      servers.server =
          MegaDbServer.start(new ServerOptions(servers.data(), 0, 0, null, null, Map.of()));
      return servers;
    } catch (IOException | RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  /** Whether a PostgreSQL server can be started with these programs. */
  static boolean hasPostgres(Path binaries) {
    return Files.isExecutable(binaries.resolve("postgres"));
  }

  /**
   * For benchmarks that tell nothing without PostgreSQL.
   *
   * @throws UsageException if it is not installed
   */
  static void requirePostgres(Path binaries) {
    if (!hasPostgres(binaries)) {
      throw new UsageException(
          "PostgreSQL's server is not in "
              + binaries
              + "; on Debian: apt-get install postgresql-15; --postgres DIR tells where it is");
    }
  }

  Path directory() {
    return directory;
  }

  /** MegaDB's data directory. */
  Path data() {
    return directory.resolve("megadb");
  }

  Peer megaDb() {
    return new Peer("MegaDB", server.port(), "megadb", "megadb");
  }

  /** Starts PostgreSQL. */
  Peer postgres(Path binaries) throws IOException {
    postgres = PeerPostgres.start(binaries, Files.createDirectory(directory.resolve("postgres")));
    return postgres.peer();
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    if (postgres != null) {
      postgres.close();
    }
    if (server != null) {
      server.close();
      server = null; // the hook lives on
    }
    DataFolder.delete(directory);
  }
}
