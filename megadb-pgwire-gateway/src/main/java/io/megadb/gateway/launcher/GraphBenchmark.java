package io.megadb.gateway.launcher;

import io.megadb.gateway.bench.GraphBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;

/** {@code megadb bench graph}. */
final class GraphBenchmark implements BenchCommand.Benchmark {
  private static final String HELP =
      """
      Usage: megadb bench graph [OPTION...]

      BFS, PageRank (20 rounds), components and weighted distances over a Kronecker graph in olap
      tables, from SQL with the adjacency kept, and building it, beside networkit in turn.

        --scale S         2 to the power of S vertices, some 15 times as many edges (default 16)
        --repeat R        runs of each, of which the median counts (default 5)
        --python PROGRAM  a Python that has networkit and numpy; without it MegaDB alone
        --directory DIR   where the server keeps its data (default the system's for temporary files)
        --help            this text\
      """;

  private final PrintStream out;

  GraphBenchmark(PrintStream out) {
    this.out = out;
  }

  @Override
  public Set<String> options() {
    return Set.of("scale", "repeat", "python");
  }

  @Override
  public String help() {
    return HELP;
  }

  @Override
  public int run(Options options, Path directory, Path postgres) throws IOException, SQLException {
    GraphBench bench =
        new GraphBench(
            options.integer("scale", 16, 4, 22),
            options.integer("repeat", 5, 1, 99),
            options.get("python", null),
            out);
    try (BenchServers servers = BenchServers.start(directory)) {
      bench.run(servers.directory(), servers.megaDb());
    }
    return 0;
  }
}
