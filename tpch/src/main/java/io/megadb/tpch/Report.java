package io.megadb.tpch;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Figures as a table for people, and as JSON for programs. */
final class Report {
  private final List<Engine> engines;
  private final List<QueryTimes> times;
  private final List<Integer> queries;

  /**
   * @param times an engine's at its place
   * @param queries their numbers
   */
  Report(List<Engine> engines, List<QueryTimes> times, List<Integer> queries) {
    this.engines = engines;
    this.times = times;
    this.queries = queries;
  }

  void print(PrintStream out) throws IOException {
    StringBuilder heading = new StringBuilder(String.format(Locale.ROOT, "%-10s", "query"));
    for (Engine engine : engines) {
      heading.append(String.format(Locale.ROOT, "%12s", engine.name()));
    }
    for (Engine peer : peers()) {
      heading.append(String.format(Locale.ROOT, "%14s", "/" + peer.name()));
    }
    out.println(heading);
    for (int i = 0; i < queries.size(); i++) {
      int query = i;
      line(out, "q" + queries.get(i), engine -> times.get(engine).median(query), "%12.2f");
    }
    line(out, "geomean", engine -> times.get(engine).geometricMean(), "%12.2f");
    line(out, "first run", engine -> times.get(engine).firstGeometricMean(), "%12.2f");
    line(out, "p99/p50", engine -> times.get(engine).tail(), "%12.2f");
    line(out, "CPU s", engine -> times.get(engine).processorSeconds(), "%12.2f");
    double[] memory = new double[engines.size()];
    for (int i = 0; i < memory.length; i++) {
      memory[i] = engines.get(i).peakMemoryMib();
    }
    line(out, "peak MiB", engine -> memory[engine], "%12.0f");
  }

  /** A figure of each engine by its place. */
  private interface Figure {
    double of(int engine);
  }

  private void line(PrintStream out, String name, Figure figure, String format) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-10s", name));
    for (int i = 0; i < engines.size(); i++) {
      line.append(String.format(Locale.ROOT, format, figure.of(i)));
    }
    for (int i = 1; i < engines.size(); i++) {
      line.append(String.format(Locale.ROOT, "%14.2f", figure.of(0) / figure.of(i)));
    }
    out.println(line);
  }

  private List<Engine> peers() {
    return engines.subList(1, engines.size());
  }

  /**
   * One object; times in milliseconds.
   *
   * @param lines what was printed about machine and settings
   */
  String json(double scale, List<String> lines) throws IOException {
    StringBuilder json = new StringBuilder("{\"scale\": ").append(scale).append(", \"about\": [");
    for (int i = 0; i < lines.size(); i++) {
      json.append(i == 0 ? "" : ", ").append(quote(lines.get(i)));
    }
    json.append("], \"engines\": [");
    for (int i = 0; i < engines.size(); i++) {
      Engine engine = engines.get(i);
      json.append(i == 0 ? "" : ",").append("\n {\"name\": ").append(quote(engine.name()));
      json.append(", \"description\": ").append(quote(engine.description()));
      json.append(", \"files\": ").append(quote(engine.files()));
      json.append(", \"peak_mib\": ").append(engine.peakMemoryMib());
      json.append(", \"geomean\": ").append(times.get(i).geometricMean());
      json.append(", \"queries\": {");
      for (int query = 0; query < queries.size(); query++) {
        json.append(query == 0 ? "" : ", ").append("\"q").append(queries.get(query)).append("\": ");
        array(json, times.get(i).runs()[query]);
      }
      json.append("}}");
    }
    return json.append("\n]}\n").toString();
  }

  private static void array(StringBuilder json, double[] values) {
    json.append('[');
    for (int i = 0; i < values.length; i++) {
      json.append(i == 0 ? "" : ", ").append(String.format(Locale.ROOT, "%.3f", values[i]));
    }
    json.append(']');
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
