package io.megadb.tpch;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the queries from several clients at once, the engines in turn, and counts. */
final class Throughput {
  private final List<Engine> engines;
  private final List<String> queries;
  private final double[][] rates;
  private final long[] completed;
  private final long[] failed;
  private final String[] failures;
  private final double[] processorMillis;
  private final double[] written;

  /**
   * @param engines each a {@link ConcurrentEngine}
   * @param queries texts
   * @param rounds that count
   */
  Throughput(List<Engine> engines, List<String> queries, int rounds) {
    this.engines = engines;
    this.queries = queries;
    this.rates = new double[engines.size()][rounds];
    this.completed = new long[engines.size()];
    this.failed = new long[engines.size()];
    this.failures = new String[engines.size()];
    this.processorMillis = new double[engines.size()];
    this.written = new double[engines.size()];
  }

  /** Runs all rounds, and one before them that does not count. */
  void run(int clients, int seconds) throws SQLException, IOException {
    for (int round = -1; round < rates[0].length; round++) {
      Workload workload = Workload.of(queries, clients, seconds, round + 1);
      for (int turn = 0; turn < engines.size(); turn++) {
        int place = Math.floorMod(turn + round, engines.size());
        ConcurrentEngine engine = (ConcurrentEngine) engines.get(place);
        double processor = engine.processorMillis();
        long bytes = engine.writtenBytes();
        Work work = engine.work(workload);
        if (round < 0) {
          continue;
        }
        rates[place][round] = work.queriesPerSecond();
        completed[place] += work.completed();
        failed[place] += work.failed();
        failures[place] = failures[place] == null ? work.firstFailure() : failures[place];
        processorMillis[place] += engine.processorMillis() - processor;
        written[place] += engine.writtenBytes() - bytes;
      }
    }
  }

  void print(PrintStream out) throws IOException {
    List<String> names = new ArrayList<>();
    engines.forEach(engine -> names.add(engine.name()));
    FigureTable table = new FigureTable(names, out);
    table.heading("");
    table.line("queries/s", 2, engine -> QueryTimes.percentile(rates[engine], 0.5));
    table.line("least", 2, engine -> Arrays.stream(rates[engine]).min().orElse(0));
    table.line("most", 2, engine -> Arrays.stream(rates[engine]).max().orElse(0));
    table.line("completed", 0, engine -> completed[engine]);
    table.line("failed", 0, engine -> failed[engine]);
    table.line("CPU ms/query", 2, engine -> processorMillis[engine] / completed[engine]);
    Report.peakMemory(table, engines);
    Report.writtenFiles(table, engines, engine -> written[engine]);
    for (int i = 0; i < engines.size(); i++) {
      if (failures[i] != null) {
        out.println("first failure of " + names.get(i) + ": " + failures[i]);
      }
    }
  }
}
