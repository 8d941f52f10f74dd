package io.megadb.function;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.proof.Proof;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random calls of every function against a real PostgreSQL 15; skipped where there is none. A call
 * that MegaDB refuses as not supported is no difference.
 */
class PostgresDifferentialTest {
  /** Of each function, between two questions to PostgreSQL. */
  private static final int CALLS = 3;

  @RegisterExtension final Proof proof = Proof.of("functions", "calls", 1_000);

  @Test
  void randomCallsAnswerAsPostgres() throws Exception {
    assumeTrue(
        PostgresOracle.isAvailable(),
        "no PostgreSQL 15 in " + PostgresOracle.BINARIES + " to compare with");
    CallEvaluator evaluator = new CallEvaluator();
    Set<Call> asked = new HashSet<>();
    try (PostgresOracle oracle = PostgresOracle.start()) {
      for (long seed = proof.seed(); proof.goesOn(); seed++) {
        List<Call> calls =
            new ArrayList<>(RandomCalls.generate(evaluator.functions(), seed, CALLS));
        calls.removeIf(call -> !asked.add(call));
        compare(oracle, evaluator, calls);
        proof.did(calls.size());
      }
    }
    proof.check();
  }

  private void compare(PostgresOracle oracle, CallEvaluator evaluator, List<Call> calls)
      throws Exception {
    List<String> expected = oracle.evaluate(calls.stream().map(Call::toSql).toList());
    for (int i = 0; i < calls.size(); i++) {
      String actual = evaluator.evaluate(calls.get(i));
      boolean refused = actual.equals("ERROR 0A000");
      if (!refused && !actual.equals(expected.get(i))) {
        proof.failed(calls.get(i).toSql() + " gives " + actual + ", PostgreSQL " + expected.get(i));
      }
    }
  }
}
