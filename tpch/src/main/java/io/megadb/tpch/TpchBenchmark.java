package io.megadb.tpch;

import io.megadb.error.MegaDbException;
import io.megadb.gateway.bench.Machine;
import io.megadb.gateway.bench.TpchTexts;
import io.megadb.gateway.launcher.Options;
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
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** {@code megadb bench tpch}. */
public final class TpchBenchmark {
  private static final String HELP =
      """
      Usage: megadb bench tpch [OPTION...]

      The 22 queries of TPC-H, warm, from sending the text to the last row, in MegaDB (tier olap,
      through a connection) and beside it, each engine in a process of its own, in turn. Rows are
      made as dbgen makes them, once per scale, and kept. Every answer is compared with DuckDB's.

        --sf S            the scale, such as 0.01, 0.1, 1 or 10 (default 0.1)
        --engines LIST    of megadb, duckdb, datafusion, flink (default megadb,duckdb); DuckDB is
                          started in any case, its answers are what others are compared with;
                          datafusion needs python3 and installs itself by pip
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
        --estimates       print how far MegaDB's estimated rows are from the true ones, before and
                          after ANALYZE of its tables, instead of times
        --reload          load MegaDB's tables anew instead of taking those of an earlier run
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
      code = run(Arrays.asList(arguments), System.out);
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

  static int run(List<String> arguments, PrintStream out) throws IOException, SQLException {
    Options options =
        Options.parse(
            arguments,
            Set.of(
                "sf",
                "engines",
                "run",
                "runs",
                "warm-up",
                "queries",
                "tables",
                "files",
                "json",
                "directory",
                "column-cache"),
            Set.of("help", "h", "reload", "estimates"));
    if (options.has("help") || options.has("h")) {
      out.println(HELP);
      return 0;
    }
    options.refuseOperands();
    Path home = Path.of(System.getProperty("megadb.home", "."));
    Path cache =
        Path.of(options.get("directory", home.resolve("target/tpch").toString())).toAbsolutePath();
    double scale = scale(options.get("sf", "0.1"));
    TpchTexts texts = TpchTexts.read(home.resolve("tpch"));
    List<Integer> queries = queries(options);
    List<String> about = new ArrayList<>(Machine.describe(Files.createDirectories(cache)));
    int warmUps = options.integer("warm-up", 3, 0, 1000);
    int runs = options.integer("runs", 5, 1, 1000);
    try (EngineSet engines = new EngineSet(cache, scale, texts, options)) {
      engines.start();
      for (Engine engine : engines.measured()) {
        about.add("engine: " + engine.description() + "; reads " + engine.files());
      }
      about.add(
          String.format(
              Locale.ROOT,
              "settings: scale %s; %d runs of each query, the engines in turn, after %d that do not"
                  + " count; medians in ms; ratios below 1: MegaDB takes less time",
              options.get("sf", "0.1"),
              runs,
              warmUps + 1));
      about.forEach(out::println);
      if (options.has("estimates")) {
        return estimates(engines.measured(), queries, texts, out);
      }
      Measurement measurement = new Measurement(engines.measured(), texts, queries, out);
      boolean right = measurement.check(engines.oracle());
      List<QueryTimes> times = measurement.run(warmUps, runs);
      Report report = new Report(engines.measured(), times, queries);
      report.print(out);
      if (options.has("json")) {
        Files.writeString(Path.of(options.get("json", "")), report.json(scale, about));
      }
      return right ? 0 : 1;
    }
  }

  private static int estimates(
      List<Engine> engines, List<Integer> queries, TpchTexts texts, PrintStream out)
      throws SQLException {
    if (!(engines.get(0) instanceof MegaDbEngine megaDb)) {
      throw new UsageException("option --estimates is about MegaDB: --engines needs megadb");
    }
    Estimates.print(
        megaDb.connection(),
        queries.stream().map(number -> "q" + number).toList(),
        queries.stream().map(number -> texts.queries().get(number - 1)).toList(),
        out);
    return 0;
  }

  private static double scale(String text) {
    try {
      double scale = Double.parseDouble(text);
      if (scale >= 0.001 && scale <= 1000) {
        return scale;
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw new UsageException("option --sf is '" + text + "', expected a number from 0.001 to 1000");
  }

  private static List<Integer> queries(Options options) {
    String list = options.get("queries", null);
    if (list == null) {
      return IntStream.rangeClosed(1, 22).boxed().toList();
    }
    try {
      List<Integer> numbers = Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
      if (numbers.stream().allMatch(number -> number >= 1 && number <= 22)) {
        return numbers;
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw new UsageException(
        "option --queries is '" + list + "', expected numbers from 1 to 22 with commas between");
  }

  /** The program and flags of this process, which a server takes too. */
  static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    return command;
  }
}
