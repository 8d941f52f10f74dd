package io.megadb.tpch;

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
 * How far the planner's rows are from those that there were, by EXPLAIN ANALYZE: the q-error of a
 * node is the larger of both numbers by the smaller one, each at least 1 (Moerkotte et al., 2009).
 */
final class Estimates {
  private static final Pattern NODE =
      Pattern.compile(
          "(?:->)?\\s*(.*?)\\s+\\(cost=\\S+ rows=(\\d+) width=\\d+\\) \\(actual .*?rows=(\\d+) .*");

  private Estimates() {}

  /**
   * The worst node of a query's scans, joins and aggregations.
   *
   * @param node as EXPLAIN names it
   * @param median q-error of all of them
   */
  record Worst(String node, long estimated, long actual, double median) {
    double error() {
      return Estimates.error(estimated, actual);
    }
  }

  private static double error(long estimated, long actual) {
    double a = Math.max(1, estimated);
    double b = Math.max(1, actual);
    return Math.max(a / b, b / a);
  }

  /** Runs a query and compares. */
  static Worst of(Statement statement, String sql) throws SQLException {
    Worst worst = new Worst("", 1, 1, 1);
    List<Double> errors = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("EXPLAIN ANALYZE " + sql)) {
      while (rows.next()) {
        Matcher node = NODE.matcher(rows.getString(1).strip());
        if (node.matches() && node.group(1).matches(".*(Scan|Join|Nested|Aggregate).*")) {
          Worst next =
              new Worst(
                  node.group(1), Long.parseLong(node.group(2)), Long.parseLong(node.group(3)), 1);
          errors.add(next.error());
          worst = next.error() > worst.error() ? next : worst;
        }
      }
    }
    errors.sort(null);
    double median = errors.isEmpty() ? 1 : errors.get(errors.size() / 2);
    return new Worst(worst.node(), worst.estimated(), worst.actual(), median);
  }

  /** Prints a line a query: as the tables were loaded, and after ANALYZE. */
  static void print(
      Connection connection, List<String> names, List<String> queries, PrintStream out)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET megadb.parallelism = 1");
      List<Worst> loaded = all(statement, queries);
      // What ANALYZE finds goes with the transaction: the next run is of the loaded tables again.
      statement.execute("BEGIN");
      statement.execute("ANALYZE");
      List<Worst> analyzed = all(statement, queries);
      statement.execute("ROLLBACK");
      out.println(
          "query  worst  median  after ANALYZE: worst  median  worst node, rows, true rows");
      for (int i = 0; i < names.size(); i++) {
        Worst before = loaded.get(i);
        Worst after = analyzed.get(i);
        out.println(
            String.format(
                Locale.ROOT,
                "%-5s %6.1f  %6.1f  %21.1f  %6.1f  %s, %d, %d",
                names.get(i),
                before.error(),
                before.median(),
                after.error(),
                after.median(),
                after.node(),
                after.estimated(),
                after.actual()));
      }
      out.println(
          String.format(
              Locale.ROOT, "mean  %6.1f  %29.1f  (geometric)", mean(loaded), mean(analyzed)));
    }
  }

  private static List<Worst> all(Statement statement, List<String> queries) throws SQLException {
    List<Worst> worst = new ArrayList<>();
    for (String query : queries) {
      worst.add(of(statement, query));
    }
    return worst;
  }

  private static double mean(List<Worst> worst) {
    return Math.exp(worst.stream().mapToDouble(each -> Math.log(each.error())).average().orElse(0));
  }
}
