package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.bench.Peer;
import io.megadb.gateway.bench.PeerPostgres;
import io.megadb.gateway.bench.PointBench;
import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures a server of its own against named peers. */
final class BenchCommand {
  private static final String HELP =
      """
      Usage: megadb bench point [OPTION...]

        point             short statements and small transactions against PostgreSQL 15, with
                          PostgreSQL's own pgbench; MegaDB alone if only pgbench is installed

        --clients N,M     numbers of clients (default 1,8)
        --seconds S       length of one run (default 5)
        --rounds R        runs of each, of which the median counts (default 3)
        --protocol P      simple, extended or prepared (default prepared)
        --postgres DIR    PostgreSQL's programs (default /usr/lib/postgresql/15/bin)
        --directory DIR   where both servers keep their data (default the system's for temporary
                          files)
        --help            this text

      Exit code 1 if a transaction failed.\
      """;

  private static final Set<String> PROTOCOLS = Set.of("simple", "extended", "prepared");
  private static final int MAX_CLIENTS = 100;

  private final PrintStream out;

  BenchCommand(PrintStream out) {
    this.out = out;
  }

  int run(List<String> arguments) {
    Options options =
        Options.parse(
            arguments,
            Set.of("clients", "seconds", "rounds", "protocol", "postgres", "directory"),
            Set.of("help", "h"));
    if (options.has("help") || options.has("h")) {
      out.println(HELP);
      return 0;
    }
    if (!options.operands().equals(List.of("point"))) {
      throw new UsageException("bench needs what to measure: point");
    }
    PointBench.Plan plan = plan(options);
    if (!Files.isExecutable(plan.binaries().resolve("pgbench"))) {
      throw new UsageException(
          "pgbench is not in " + plan.binaries() + "; --postgres DIR tells where it is");
    }
    try {
      return point(plan, Path.of(options.get("directory", System.getProperty("java.io.tmpdir"))))
          ? 0
          : 1;
    } catch (IOException e) {
      throw new MegaDbException(SqlState.IO_ERROR, e.getMessage(), e);
    } catch (SQLException e) {
      throw new MegaDbException(SqlState.INTERNAL_ERROR, e.getMessage(), e);
    }
  }

  private static PointBench.Plan plan(Options options) {
    String protocol = options.get("protocol", "prepared");
    if (!PROTOCOLS.contains(protocol)) {
      throw new UsageException(
          "option --protocol is '" + protocol + "', expected simple, extended or prepared");
    }
    return new PointBench.Plan(
        Path.of(options.get("postgres", "/usr/lib/postgresql/15/bin")),
        protocol,
        clients(options.get("clients", "1,8")),
        options.integer("seconds", 5, 1, 3600),
        options.integer("rounds", 3, 1, 99));
  }

  private static List<Integer> clients(String list) {
    try {
      List<Integer> numbers = Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
      if (numbers.stream().allMatch(number -> number >= 1 && number <= MAX_CLIENTS)) {
        return numbers;
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw new UsageException(
        "option --clients is '"
            + list
            + "', expected numbers from 1 to "
            + MAX_CLIENTS
            + " with commas between them");
  }

  private boolean point(PointBench.Plan plan, Path parent) throws IOException, SQLException {
    Path directory = Files.createTempDirectory(parent, "megadb-bench");
    try {
      // PostgreSQL may run as another user.
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path data = directory.resolve("megadb");
      Logs.writeTo(directory.resolve("log"));
      try (MegaDbServer server =
          MegaDbServer.start(new ServerOptions(data, 0, 0, null, null, Map.of()))) {
        Peer own = new Peer("MegaDB", server.port(), "megadb", "megadb");
        PointBench bench = new PointBench(plan, out);
        if (!Files.isExecutable(plan.binaries().resolve("postgres"))) {
          out.println("skipped: no PostgreSQL server in " + plan.binaries());
          return bench.run(directory, List.of(own));
        }
        Path postgres = Files.createDirectory(directory.resolve("postgres"));
        try (PeerPostgres peer = PeerPostgres.start(plan.binaries(), postgres)) {
          return bench.run(directory, List.of(own, peer.peer()));
        }
      }
    } finally {
      DataFolder.delete(directory);
    }
  }
}
