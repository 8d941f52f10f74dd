package io.megadb.tpch;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What partitions spare: query 6's sum over one year of a table that is partitioned by year, beside
 * the sum over all of its seven.
 */
final class Pruning {
  private static final String ALL =
      "SELECT sum(l_extendedprice * l_discount), count(*) FROM lineitem"
          + " WHERE l_discount BETWEEN 0.05 AND 0.07 AND l_quantity < 24";

  private static final String YEAR =
      ALL + " AND l_shipdate >= date '1994-01-01' AND l_shipdate < date '1995-01-01'";

  private static final List<String> SUMS = List.of(YEAR, ALL);
  private static final Pattern READ = Pattern.compile("\\s*Files: (\\d+)");
  private static final Pattern SKIPPED = Pattern.compile("\\s*Files skipped: (\\d+)");

  /**
   * Files of a scan, by EXPLAIN ANALYZE.
   *
   * @param read opened
   * @param skipped known to have no row that is asked for
   */
  record Files(long read, long skipped) {
    /** From the lines of a plan; -1 where it says nothing. */
    static Files of(List<String> plan) {
      return new Files(number(READ, plan), number(SKIPPED, plan));
    }

    private static long number(Pattern form, List<String> plan) {
      for (String line : plan) {
        Matcher number = form.matcher(line);
        if (number.matches()) {
          return Long.parseLong(number.group(1));
        }
      }
      return -1;
    }
  }

  private Pruning() {}

  /**
   * Compares the sums with DuckDB's, measures both in turn and prints.
   *
   * @return whether both sums are right
   */
  static boolean run(MegaDbEngine megaDb, Engine oracle, int warmUps, int runs, PrintStream out)
      throws SQLException, IOException {
    boolean right = true;
    for (String sum : SUMS) {
      String difference = megaDb.answer(sum).difference(oracle.answer(sum));
      if (difference != null) {
        out.println("WRONG: " + sum + ": " + difference);
        right = false;
      }
    }
    out.println(right ? "answers: equal DuckDB's" : "answers: differ from DuckDB's");
    double[][] millis = new double[SUMS.size()][runs];
    for (int round = -warmUps; round < runs; round++) {
      for (int turn = 0; turn < SUMS.size(); turn++) {
        int sum = Math.floorMod(turn + round, SUMS.size());
        double time = megaDb.time(SUMS.get(sum)) / 1e6;
        if (round >= 0) {
          millis[sum][round] = time;
        }
      }
    }
    double year = QueryTimes.percentile(millis[0], 0.5);
    double all = QueryTimes.percentile(millis[1], 0.5);
    out.println(String.format(Locale.ROOT, "%-12s%10s%12s%15s", "", "ms", "files read", "skipped"));
    print(out, "one year", year, files(megaDb.connection(), YEAR));
    print(out, "all years", all, files(megaDb.connection(), ALL));
    out.println(
        String.format(
            Locale.ROOT,
            "factor %.3f: one year of seven divided by all; a seventh is 0.143",
            year / all));
    return right;
  }

  private static void print(PrintStream out, String name, double millis, Files files) {
    out.println(
        String.format(
            Locale.ROOT, "%-12s%10.2f%12d%15d", name, millis, files.read(), files.skipped()));
  }

  private static Files files(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN ANALYZE " + sql)) {
      List<String> plan = new ArrayList<>();
      while (rows.next()) {
        plan.add(rows.getString(1));
      }
      return Files.of(plan);
    }
  }
}
