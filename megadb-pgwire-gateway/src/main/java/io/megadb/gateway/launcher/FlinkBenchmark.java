package io.megadb.gateway.launcher;

import io.megadb.gateway.bench.FlinkBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

/** {@code megadb bench flink}. */
final class FlinkBenchmark implements BenchCommand.Benchmark {
  private static final String HELP =
      """
      Usage: megadb bench flink [OPTION...]

      SELECT count(*) of a table of one row, from sending the text to receiving the last row: MegaDB
      with megadb.execution = flink through a connection, Flink SQL through its TableEnvironment on
      the same table's files (Iceberg connector), each on a MiniCluster in a process of its own with
      the same JVM flags. The client of MegaDB is in its process, too. Flink comes with MegaDB,
      nothing has to be installed.

        --runs N          runs of each that count (default 100)
        --warm-up N       runs of each before them (default 300)
        --directory DIR   where the table is kept (default the system's for temporary files)
        --help            this text\
      """;

  private final PrintStream out;

  FlinkBenchmark(PrintStream out) {
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
    FlinkBench bench =
        new FlinkBench(
            options.integer("warm-up", 300, 0, 10_000),
            options.integer("runs", 100, 1, 10_000),
            out);
    try (BenchServers servers = BenchServers.start(directory)) {
      bench.run(servers.directory(), servers.megaDb(), servers.data());
    }
    return 0;
  }
}
