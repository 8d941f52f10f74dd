package io.megadb.tpch;

import io.megadb.gateway.bench.TpchTexts;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs the queries in all engines, query by query, each engine being first in its turn. */
final class Measurement {
  private final List<Engine> engines;
  private final TpchTexts texts;
  private final List<Integer> queries;
  private final PrintStream out;
  private final List<double[]> first = new ArrayList<>();

  Measurement(List<Engine> engines, TpchTexts texts, List<Integer> queries, PrintStream out) {
    this.engines = engines;
    this.texts = texts;
    this.queries = queries;
    this.out = out;
  }

  private String sql(int index) {
    return texts.queries().get(queries.get(index) - 1);
  }

  /**
   * Compares all answers, which is each engine's first run of a query.
   *
   * @return whether all of MegaDB's are equal
   */
  boolean check(Engine oracle) throws SQLException, IOException {
    int wrong = 0;
    engines.forEach(engine -> first.add(new double[queries.size()]));
    for (int i = 0; i < queries.size(); i++) {
      long begin = System.nanoTime();
      Answer expected = oracle.answer(sql(i));
      double oracleMillis = (System.nanoTime() - begin) / 1e6;
      for (int e = 0; e < engines.size(); e++) {
        Engine engine = engines.get(e);
        if (engine == oracle) {
          first.get(e)[i] = oracleMillis;
          continue;
        }
        long start = System.nanoTime();
        Answer answer = engine.answer(sql(i));
        first.get(e)[i] = (System.nanoTime() - start) / 1e6;
        String difference = answer.difference(expected);
        if (difference != null) {
          boolean own = engine instanceof MegaDbEngine;
          // Some peers round quotients to few digits; that is for the reader to judge.
          out.println(
              (own ? "WRONG: " : "differs: ")
                  + engine.name()
                  + ", query "
                  + queries.get(i)
                  + ": "
                  + difference);
          wrong += own ? 1 : 0;
        }
      }
    }
    if (engines.stream().noneMatch(MegaDbEngine.class::isInstance)) {
      return true;
    }
    out.println(
        wrong == 0
            ? "answers: MegaDB's " + queries.size() + " equal DuckDB's"
            : "answers: " + wrong + " of MegaDB's differ from DuckDB's");
    return wrong == 0;
  }

  List<QueryTimes> run(int warmUps, int runs) throws SQLException, IOException {
    List<QueryTimes> times = new ArrayList<>();
    for (double[] firstRuns : first) {
      times.add(
          new QueryTimes(
              firstRuns,
              new double[queries.size()][runs],
              new double[queries.size()],
              new long[queries.size()]));
    }
    for (int round = -warmUps; round < runs; round++) {
      for (int i = 0; i < queries.size(); i++) {
        for (int turn = 0; turn < engines.size(); turn++) {
          int engine = Math.floorMod(turn + round + i, engines.size());
          long processor = engines.get(engine).processorMillis();
          long written = engines.get(engine).writtenBytes();
          double millis = engines.get(engine).time(sql(i)) / 1e6;
          if (round >= 0) {
            times.get(engine).runs()[i][round] = millis;
            times.get(engine).processorMillis()[i] +=
                engines.get(engine).processorMillis() - processor;
            times.get(engine).written()[i] += engines.get(engine).writtenBytes() - written;
          }
        }
      }
    }
    return times;
  }
}
