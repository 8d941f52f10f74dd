package io.megadb.tpch;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Lines of figures: a column an engine, then the first engine's figure divided by each peer's. */
final class FigureTable {
  private static final int NAME_WIDTH = 14;
  private static final int FIGURE_WIDTH = 12;

  private final List<String> names;
  private final PrintStream out;

  /**
   * @param names the engines', which head the columns
   */
  FigureTable(List<String> names, PrintStream out) {
    this.names = List.copyOf(names);
    this.out = out;
  }

  /** A figure of each engine by its place. */
  interface Figure {
    double of(int engine);
  }

  void heading(String name) {
    StringBuilder line = new StringBuilder(left(name));
    for (String engine : names) {
      line.append(right(engine, width(engine)));
    }
    for (String peer : peers()) {
      line.append(right("/" + peer, width("/" + peer)));
    }
    out.println(line);
  }

  /**
   * Prints a line.
   *
   * @param decimals of the figures; ratios have two
   */
  void line(String name, int decimals, Figure figure) {
    StringBuilder line = new StringBuilder(left(name));
    for (int i = 0; i < names.size(); i++) {
      line.append(right(number(figure.of(i), decimals), width(names.get(i))));
    }
    for (int i = 1; i < names.size(); i++) {
      double ratio = figure.of(0) / figure.of(i);
      line.append(right(number(ratio, 2), width("/" + names.get(i))));
    }
    out.println(line);
  }

  private List<String> peers() {
    return names.isEmpty() ? names : names.subList(1, names.size());
  }

  private static int width(String heading) {
    return Math.max(FIGURE_WIDTH, heading.length() + 2);
  }

  /** A division by zero has no figure. */
  private static String number(double value, int decimals) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : "-";
  }

  private static String left(String text) {
    return text + " ".repeat(Math.max(0, NAME_WIDTH - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(1, width - text.length())) + text;
  }
}
