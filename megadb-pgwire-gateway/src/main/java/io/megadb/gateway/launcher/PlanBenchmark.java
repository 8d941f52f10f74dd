package io.megadb.gateway.launcher;

import io.megadb.gateway.bench.Peer;
import io.megadb.gateway.bench.PlanBench;
import io.megadb.gateway.bench.TpchTexts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

/** {@code megadb bench plan}. */
final class PlanBenchmark implements BenchCommand.Benchmark {
  private static final String HELP =
      """
      Usage: megadb bench plan [OPTION...]

      From the text to the physical plan: EXPLAIN of the 22 queries of TPC-H on tables at a
      thousandth of scale 1, in MegaDB (tier olap) and PostgreSQL 15 through a connection, and in
      Flink SQL through its TableEnvironment on the same tables' files. No plan is kept from before.

        --runs N          runs of each query that count (default 10)
        --warm-up S       seconds that each side plans before them (default 20)
        --postgres DIR    PostgreSQL's programs (default /usr/lib/postgresql/15/bin)
        --directory DIR   where the tables are kept (default the system's for temporary files)
        --help            this text\
      """;

  private final PrintStream out;

  PlanBenchmark(PrintStream out) {
    this.out = out;
  }

  @Override
  public Set<String> options() {
    return Set.of("runs", "warm-up");
  }

  @Override
  public String help() {
    return HELP;
  }

  @Override
  public int run(Options options, Path directory, Path postgres) throws IOException, SQLException {
    TpchTexts texts = TpchTexts.read(Path.of(System.getProperty("megadb.home", "."), "tpch"));
    PlanBench bench =
        new PlanBench(
            texts,
            options.integer("warm-up", 20, 0, 10_000),
            options.integer("runs", 10, 1, 10_000),
            out);
    BenchServers.requirePostgres(postgres);
    try (BenchServers servers = BenchServers.start(directory)) {
      Peer peer = servers.postgres(postgres);
      bench.run(servers.directory(), servers.megaDb(), peer, servers.data());
    }
    return 0;
  }
}
