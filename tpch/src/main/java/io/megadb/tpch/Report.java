package io.megadb.tpch;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Figures as a table for people, and as JSON for programs. */
final class Report {
  /** Less is what processes write about themselves. */
  private static final int LEAST_WRITTEN_BYTES = 1 << 20;

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
    FigureTable table = new FigureTable(engines.stream().map(Engine::name).toList(), out);
    table.heading("query");
    for (int i = 0; i < queries.size(); i++) {
      int query = i;
      table.line("q" + queries.get(i), 2, engine -> times.get(engine).median(query));
    }
    table.line("geomean", 2, engine -> times.get(engine).geometricMean());
    table.line("first run", 2, engine -> times.get(engine).firstGeometricMean());
    table.line("p99/p50", 2, engine -> times.get(engine).tail());
    table.line("CPU s", 2, engine -> times.get(engine).processorSeconds());
    peakMemory(table, engines);
    writtenFiles(table, engines, engine -> times.get(engine).writtenBytes());
  }

  /** The most memory that each process had. */
  static void peakMemory(FigureTable table, List<Engine> engines) throws IOException {
    double[] memory = new double[engines.size()];
    for (int i = 0; i < memory.length; i++) {
      memory[i] = engines.get(i).peakMemoryMib();
    }
    table.line("peak MiB", 0, engine -> memory[engine]);
  }

  /**
   * What queries wrote to files: rows for which there was no room in memory, in Flink also those on
   * their way to other tasks.
   */
  static void writtenFiles(FigureTable table, List<Engine> engines, FigureTable.Figure bytes) {
    for (int i = 0; i < engines.size(); i++) {
      if (bytes.of(i) >= LEAST_WRITTEN_BYTES) {
        table.line("written MiB", 0, engine -> bytes.of(engine) / (1 << 20));
        return;
      }
    }
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
      json.append(", \"written_bytes\": ").append(times.get(i).writtenBytes());
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
