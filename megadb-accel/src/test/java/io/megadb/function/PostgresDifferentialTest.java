package io.megadb.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random calls of every function against a real PostgreSQL 15; skipped where there is none. A call
 * that MegaDB refuses as not supported is no difference.
 */
class PostgresDifferentialTest {
  @Test
  void randomCallsAnswerAsPostgres() throws Exception {
    assumeTrue(
        PostgresOracle.isAvailable(),
        "no PostgreSQL 15 in " + PostgresOracle.BINARIES + " to compare with");
    CallEvaluator evaluator = new CallEvaluator();
    List<Call> calls =
        RandomCalls.generate(evaluator.functions(), Long.getLong("megadb.test.seed", 1), 3);
    List<String> differences = new ArrayList<>();
    try (PostgresOracle oracle = PostgresOracle.start()) {
      List<String> expected = oracle.evaluate(calls.stream().map(Call::toSql).toList());
      for (int i = 0; i < calls.size(); i++) {
        String actual = evaluator.evaluate(calls.get(i));
        boolean refused = actual.equals("ERROR 0A000");
        if (!refused && !actual.equals(expected.get(i))) {
          differences.add(
              calls.get(i).toSql() + " gives " + actual + ", PostgreSQL " + expected.get(i));
        }
      }
    }
    assertThat(differences).isEmpty();
  }
}
