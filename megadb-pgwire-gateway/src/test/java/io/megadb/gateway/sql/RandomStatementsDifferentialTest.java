package io.megadb.gateway.sql;

import io.megadb.proof.Proof;

/** Random statements with plenty of memory. */
class RandomStatementsDifferentialTest extends StatementsDifferential {
  RandomStatementsDifferentialTest() {
    super(Proof.of("statements", "statements", 10L * CONSTRUCTS), "0");
  }
}
