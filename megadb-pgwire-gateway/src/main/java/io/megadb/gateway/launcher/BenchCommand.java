package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Measures a server of its own against named peers. */
final class BenchCommand {
  private static final String HELP =
      """
      Usage: megadb bench WHAT [OPTION...]

        point    short statements and small transactions against PostgreSQL 15, with pgbench
        copy     COPY FROM STDIN of a million rows against PostgreSQL 15
        flink    the smallest Flink job against Flink SQL on the same files
        plan     planning the 22 queries of TPC-H against PostgreSQL 15 and Flink SQL
        graph    graph algorithms against networkit
        question the demo's question over five models against PostgreSQL 15
        tpch     running them at any scale against DuckDB, DataFusion and Flink SQL (tpch --help)

        --directory DIR   where the servers keep their data (default the system's for temporary
                          files)
        --postgres DIR    PostgreSQL's programs (default /usr/lib/postgresql/15/bin)
        --help            this text; after WHAT its further options

      Servers and peers are started in a directory of their own, measured in turn on one machine and
      one file system, and removed. Each takes one to three minutes with what is set by default.\
      """;

  /** One of the things to measure. */
  interface Benchmark {
    /** Its further options that take a value. */
    Set<String> options();

    String help();

    /**
     * Measures and prints.
     *
     * @param postgres where PostgreSQL's programs are
     * @return the exit code
     */
    int run(Options options, Path directory, Path postgres) throws IOException, SQLException;
  }

  private final PrintStream out;
  private final Map<String, Benchmark> benchmarks;

  BenchCommand(PrintStream out) {
    this.out = out;
    this.benchmarks =
        Map.of(
            "point", new PointBenchmark(out),
            "copy", new CopyBenchmark(out),
            "flink", new FlinkBenchmark(out),
            "plan", new PlanBenchmark(out),
            "graph", new GraphBenchmark(out),
            "question", new QuestionBenchmark(out));
  }

  int run(List<String> arguments) {
    String what = arguments.isEmpty() ? "" : arguments.get(0);
    if (what.equals("--help") || what.equals("-h")) {
      out.println(HELP);
      return 0;
    }
    Benchmark benchmark = benchmarks.get(what);
    if (benchmark == null) {
      throw new UsageException(
          "bench needs what to measure: point, copy, flink, plan, graph, question or tpch");
    }
    Set<String> valued = new TreeSet<>(Set.of("directory", "postgres"));
    valued.addAll(benchmark.options());
    Options options =
        Options.parse(arguments.subList(1, arguments.size()), valued, Set.of("help", "h"));
    if (options.has("help") || options.has("h")) {
      out.println(benchmark.help());
      return 0;
    }
    options.refuseOperands();
    try {
      return benchmark.run(
          options,
          Path.of(options.get("directory", System.getProperty("java.io.tmpdir"))),
          Path.of(options.get("postgres", "/usr/lib/postgresql/15/bin")));
    } catch (IOException e) {
      throw new MegaDbException(SqlState.IO_ERROR, e.getMessage(), e);
    } catch (SQLException e) {
      throw new MegaDbException(SqlState.INTERNAL_ERROR, e.getMessage(), e);
    }
  }
}
