package io.megadb.gateway.bench;

import io.megadb.gateway.bench.flink.FlinkSqlPeer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * How long it takes from the text of a query to its physical plan: EXPLAIN of TPC-H's queries, in
 * turn in MegaDB, in PostgreSQL and in Flink SQL.
 */
public final class PlanBench {
  private static final List<String> TABLES =
      List.of("lineitem", "orders", "customer", "partsupp", "part", "supplier", "nation", "region");

  /** A column's name in query 11, a reserved word of Flink's. */
  private static final Pattern VALUE = Pattern.compile("\\bvalue\\b");

  private final TpchTexts texts;
  private final int warmUpSeconds;
  private final int runs;
  private final PrintStream out;

  /**
   * @param warmUpSeconds how long each side plans before the clock counts
   * @param runs runs of each query that count
   */
  public PlanBench(TpchTexts texts, int warmUpSeconds, int runs, PrintStream out) {
    this.texts = texts;
    this.warmUpSeconds = warmUpSeconds;
    this.runs = runs;
    this.out = out;
  }

  /** Plans a query and tells how long it took. */
  private interface Side {
    long nanos(int query) throws SQLException, IOException;
  }

  /**
   * Makes the tables and measures.
   *
   * @param directory for the log of Flink SQL
   * @param data MegaDB's data directory
   */
  public void run(Path directory, Peer own, Peer postgres, Path data)
      throws SQLException, IOException {
    Machine.describe(directory).forEach(out::println);
    out.println("peers: " + postgres.description() + "; " + FlinkSqlPeer.description());
    out.printf(
        Locale.ROOT,
        "settings: all as shipped; tables at a thousandth of scale 1; %d runs of each query, in"
            + " turn, after %d s of planning on each side that do not count; medians in ms%n",
        runs,
        warmUpSeconds);
    try (Connection first = own.connect();
        Connection second = postgres.connect();
        Statement ours = first.createStatement();
        Statement theirs = second.createStatement();
        FlinkSqlPeer flink = FlinkSqlPeer.start(directory)) {
      ours.execute("SET default_table_access_method = olap");
      fill(ours);
      fill(theirs);
      theirs.execute("VACUUM ANALYZE");
      for (String table : TABLES) {
        flink.addTable(table, ours, data);
      }
      List<String> flinkQueries =
          texts.queries().stream()
              .map(query -> VALUE.matcher(query).replaceAll("`value`"))
              .toList();
      measure(
          List.of(
              query -> explain(ours, texts.queries().get(query)),
              query -> explain(theirs, texts.queries().get(query)),
              query -> flink.explain(flinkQueries.get(query)).nanos()));
    }
  }

  private void fill(Statement statement) throws SQLException {
    for (String sql : texts.schema()) {
      statement.execute(sql);
    }
    for (String sql : texts.sample()) {
      statement.execute(sql);
    }
  }

  /** In the order of the columns that are printed. */
  private void measure(List<Side> sides) throws SQLException, IOException {
    int queries = texts.queries().size();
    for (Side side : sides) {
      warmUp(side);
    }
    Timings[][] timings = new Timings[sides.size()][queries];
    for (Timings[] ofSide : timings) {
      Arrays.setAll(ofSide, query -> new Timings(runs));
    }
    for (int run = 0; run < runs; run++) {
      for (int query = 0; query < queries; query++) {
        for (int side = 0; side < timings.length; side++) {
          timings[side][query].add(sides.get(side).nanos(query));
        }
      }
    }
    out.printf("%-6s %10s %10s %10s%n", "query", "MegaDB", "PostgreSQL", "Flink SQL");
    double[][] medians = new double[timings.length][queries];
    for (int query = 0; query < queries; query++) {
      for (int side = 0; side < timings.length; side++) {
        medians[side][query] = timings[side][query].medianMillis();
      }
      print("q" + (query + 1), medians[0][query], medians[1][query], medians[2][query]);
    }
    double own = Timings.median(medians[0]);
    double postgres = Timings.median(medians[1]);
    double flink = Timings.median(medians[2]);
    print("median", own, postgres, flink);
    out.printf(
        Locale.ROOT,
        "ratio of the medians: to PostgreSQL %.2f, to Flink SQL %.3f (below 1 MegaDB takes less"
            + " time)%n",
        own / postgres,
        own / flink);
  }

  private void warmUp(Side side) throws SQLException, IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUpSeconds);
    for (int query = 0; System.nanoTime() < end; query = (query + 1) % texts.queries().size()) {
      side.nanos(query);
    }
  }

  private void print(String name, double own, double postgres, double flink) {
    out.printf(Locale.ROOT, "%-6s %10.2f %10.2f %10.2f%n", name, own, postgres, flink);
  }

  private static long explain(Statement statement, String sql) throws SQLException {
    long start = System.nanoTime();
    try (ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
      while (rows.next()) {
        rows.getString(1);
      }
    }
    return System.nanoTime() - start;
  }
}
