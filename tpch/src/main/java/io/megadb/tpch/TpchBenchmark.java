package io.megadb.tpch;

import io.megadb.error.MegaDbException;
import io.megadb.gateway.bench.Machine;
import io.megadb.gateway.bench.TpchTexts;
import io.megadb.gateway.launcher.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code megadb bench tpch}. */
public final class TpchBenchmark {
  private static final String HELP =
      """
      Usage: megadb bench tpch [OPTION...]

      The 22 queries of TPC-H, warm, from sending the text to the last row, in MegaDB (tier olap,
      through a connection) and beside it, each engine in a process of its own, in turn. Rows are
      made as dbgen makes them, once per scale, and kept. Every answer is compared with DuckDB's.

        --sf S            the scale, such as 0.01, 0.1, 1 or 10 (default 0.1)
        --engines LIST    of megadb, duckdb (reads Parquet), duckdb-native (tables of its own),
                          datafusion (55.0.0), datafusion43 (43.1.0), flink (default
                          megadb,duckdb); DuckDB is started in any case, its answers are what
                          others are compared with; DataFusion needs python3 and installs itself
                          by pip
        --run R           local or flink: where MegaDB runs the queries (default local)
        --column-cache C  on or off: whether MegaDB may keep decoded columns (default off, for
                          the peers read their files anew)
        --runs N          runs of each query that count (default 5)
        --warm-up N       runs of each query before them, after the one that checks (default 3)
        --queries LIST    numbers of queries (default all)
        --tables T        own or files: whether MegaDB reads tables that it wrote or the files that
                          DuckDB and DataFusion read (default own)
        --files DIR       Parquet files that DuckDB and DataFusion read, TABLE.parquet or TABLE/*
                          (default those that DuckDB writes with zstd)
        --memory M        what MegaDB's process, DuckDB's memory_limit and DataFusion's pool may
                          take, such as 8g (default: as shipped); what queries wrote to files is
                          printed where it is a MiB or more
        --clients N       count queries instead of timing them: N clients at once, each all
                          queries in an order of its own, again and again
        --seconds S       of a round of each engine, with --clients (default 20)
        --rounds R        that count, the engines in turn, after one that does not (default 3)
        --pruning         time query 6's sum over one year and over all seven of a lineitem that
                          MegaDB keeps partitioned by year, and print the files read and skipped
        --estimates       print how far MegaDB's estimated rows are from the true ones, before and
                          after ANALYZE of its tables, instead of times
        --reload          make MegaDB's and DuckDB's own tables anew instead of taking those of an
                          earlier run
        --json F          write all times to a file
        --directory DIR   where rows, files and tables are kept (default target/tpch in the project)
        --help            this text

      Exit code 1 if an answer of MegaDB's differs.\
      """;

  private TpchBenchmark() {}

  /** Exit codes: 0 done, 1 failed or a wrong answer, 2 wrong usage. */
  public static void main(String[] arguments) {
    int code = 1;
    try {
      Path home = Path.of(System.getProperty("megadb.home", "."));
      code = run(Arrays.asList(arguments), home, System.out);
    } catch (UsageException e) {
      System.err.println("megadb: " + e.getMessage());
      code = 2;
    } catch (MegaDbException e) {
      String detail = e.detail() == null ? "" : ": " + e.detail();
      System.err.println("megadb: " + e.getMessage() + detail);
    } catch (IOException | SQLException e) {
      System.err.println("megadb: " + e.getMessage());
    }
    System.exit(code);
  }

  static int run(List<String> arguments, Path home, PrintStream out)
      throws IOException, SQLException {
    TpchOptions options = TpchOptions.parse(arguments, System.getenv("MEGADB_MEMORY"));
    if (options.help()) {
      out.println(HELP);
      return 0;
    }
    Path cache = options.directory(home);
    TpchTexts texts = TpchTexts.read(home.resolve("tpch"));
    List<String> about = new ArrayList<>(Machine.describe(Files.createDirectories(cache)));
    try (EngineSet engines = new EngineSet(cache, texts, options)) {
      engines.start();
      for (Engine engine : engines.measured()) {
        about.add("engine: " + engine.description() + "; reads " + engine.files());
      }
      if (options.memory() != null) {
        about.add(
            "memory: "
                + options.memory().text()
                + " each: MegaDB's process, DuckDB's memory_limit, DataFusion's pool, Flink's JVM as MegaDB's");
      }
      about.add(settings(options));
      about.forEach(out::println);
      return switch (options.mode()) {
        case TIMES -> times(engines, options, texts, about, out);
        case CLIENTS -> clients(engines, options, texts, out);
        case PRUNING ->
            Pruning.run(
                    (MegaDbEngine) engines.measured().get(0),
                    engines.oracle(),
                    options.warmUps(),
                    options.runs(),
                    out)
                ? 0
                : 1;
        case ESTIMATES -> estimates(engines.measured(), options.queries(), texts, out);
      };
    }
  }

  static String settings(TpchOptions options) {
    return "settings: scale "
        + options.scaleText()
        + "; "
        + switch (options.mode()) {
          case TIMES, ESTIMATES ->
              options.runs()
                  + " runs of each query, the engines in turn, after "
                  + (options.warmUps() + 1)
                  + " that do not count; medians in ms; ratios below 1: MegaDB takes less time";
          case CLIENTS ->
              options.clients()
                  + " clients at once, each with a connection (DataFusion: a session), its own order of "
                  + options.queries().size()
                  + " queries; "
                  + options.rounds()
                  + " rounds of "
                  + options.seconds()
                  + " s, the engines in turn, after one that does not count; medians; ratios of"
                  + " queries/s above 1: MegaDB does more";
          case PRUNING ->
              "query 6's sum over lineitem, partitioned by year(l_shipdate); "
                  + options.runs()
                  + " runs of each, in turn, after "
                  + (options.warmUps() + 1)
                  + " that do not count; medians";
        };
  }

  private static int times(
      EngineSet engines, TpchOptions options, TpchTexts texts, List<String> about, PrintStream out)
      throws IOException, SQLException {
    List<Integer> queries = options.queries();
    Measurement measurement = new Measurement(engines.measured(), texts, queries, out);
    boolean right = measurement.check(engines.oracle());
    List<QueryTimes> times = measurement.run(options.warmUps(), options.runs());
    Report report = new Report(engines.measured(), times, queries);
    report.print(out);
    if (options.json() != null) {
      Files.writeString(options.json(), report.json(options.scale(), about));
    }
    return right ? 0 : 1;
  }

  private static int clients(
      EngineSet engines, TpchOptions options, TpchTexts texts, PrintStream out)
      throws IOException, SQLException {
    List<Integer> queries = options.queries();
    Measurement measurement = new Measurement(engines.measured(), texts, queries, out);
    boolean right = measurement.check(engines.oracle());
    List<String> sql = queries.stream().map(number -> texts.queries().get(number - 1)).toList();
    Throughput throughput = new Throughput(engines.measured(), sql, options.rounds());
    throughput.run(options.clients(), options.seconds());
    throughput.print(out);
    return right ? 0 : 1;
  }

  private static int estimates(
      List<Engine> engines, List<Integer> queries, TpchTexts texts, PrintStream out)
      throws SQLException {
    Estimates.print(
        ((MegaDbEngine) engines.get(0)).connection(),
        queries.stream().map(number -> "q" + number).toList(),
        queries.stream().map(number -> texts.queries().get(number - 1)).toList(),
        out);
    return 0;
  }

  /** The program and flags of this process, which a server takes too. */
  static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    return command;
  }
}
