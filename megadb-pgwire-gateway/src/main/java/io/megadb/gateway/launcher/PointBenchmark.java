package io.megadb.gateway.launcher;

import io.megadb.gateway.bench.Peer;
import io.megadb.gateway.bench.PointBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** {@code megadb bench point}. */
final class PointBenchmark implements BenchCommand.Benchmark {
  private static final String HELP =
      """
      Usage: megadb bench point [OPTION...]

      Short statements and small transactions against PostgreSQL 15, with PostgreSQL's own pgbench;
      MegaDB alone if only pgbench is installed.

        --clients N,M     numbers of clients (default 1,8)
        --scale S         of pgbench's tables: S branches, 100,000 accounts each (default 1)
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

  PointBenchmark(PrintStream out) {
    this.out = out;
  }

  @Override
  public Set<String> options() {
    return Set.of("clients", "scale", "seconds", "rounds", "protocol");
  }

  @Override
  public String help() {
    return HELP;
  }

  @Override
  public int run(Options options, Path directory, Path postgres) throws IOException, SQLException {
    PointBench.Plan plan = plan(options, postgres);
    if (!Files.isExecutable(postgres.resolve("pgbench"))) {
      throw new UsageException(
          "pgbench is not in " + postgres + "; --postgres DIR tells where it is");
    }
    try (BenchServers servers = BenchServers.start(directory)) {
      PointBench bench = new PointBench(plan, out);
      List<Peer> peers;
      if (BenchServers.hasPostgres(postgres)) {
        peers = List.of(servers.megaDb(), servers.postgres(postgres));
      } else {
        out.println("skipped: no PostgreSQL server in " + postgres);
        peers = List.of(servers.megaDb());
      }
      return bench.run(servers.directory(), peers) ? 0 : 1;
    }
  }

  private static PointBench.Plan plan(Options options, Path postgres) {
    String protocol = options.get("protocol", "prepared");
    if (!PROTOCOLS.contains(protocol)) {
      throw new UsageException(
          "option --protocol is '" + protocol + "', expected simple, extended or prepared");
    }
    return new PointBench.Plan(
        postgres,
        protocol,
        clients(options.get("clients", "1,8")),
        options.integer("scale", 1, 1, 100),
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
}
