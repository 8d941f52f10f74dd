package io.megadb.gateway.launcher;

import io.megadb.gateway.bench.Peer;
import io.megadb.gateway.bench.QuestionBench;
import io.megadb.gateway.focus.DemoSize;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

/** {@code megadb bench question}. */
final class QuestionBenchmark implements BenchCommand.Benchmark {
  private static final String HELP =
      """
      Usage: megadb bench question [OPTION...]

      The demo's question over five models, local and as a job of the embedded Flink cluster, beside
      its relational form in PostgreSQL 15 with indexes, on the same rows.

        --resources N     cloud resources (default 2500: about a million billing rows)
        --seed S          another seed is another company (default 2026)
        --runs N          runs of each side that count (default 10)
        --warm-up N       runs of each side before them (default 5)
        --postgres DIR    PostgreSQL's programs (default /usr/lib/postgresql/15/bin)
        --directory DIR   where both servers keep their data (default the system's for temporary
                          files); a million billing rows need some 4 GB
        --help            this text\
      """;

  private final PrintStream out;

  QuestionBenchmark(PrintStream out) {
    this.out = out;
  }

  @Override
  public Set<String> options() {
    return Set.of("resources", "seed", "runs", "warm-up");
  }

  @Override
  public String help() {
    return HELP;
  }

  @Override
  public int run(Options options, Path directory, Path postgres) throws IOException, SQLException {
    DemoSize size =
        new DemoSize(
            options.integer("resources", 2500, 1, 999_999),
            DemoSize.DEFAULT.months(),
            options.integer("seed", (int) DemoSize.DEFAULT.seed(), 0, Integer.MAX_VALUE));
    QuestionBench bench =
        new QuestionBench(
            size,
            options.integer("warm-up", 5, 0, 10_000),
            options.integer("runs", 10, 1, 10_000),
            out);
    BenchServers.requirePostgres(postgres);
    try (BenchServers servers = BenchServers.start(directory)) {
      Peer peer = servers.postgres(postgres);
      bench.run(servers.directory(), servers.megaDb(), peer);
    }
    return 0;
  }
}
