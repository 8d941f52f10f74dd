package io.megadb.gateway.sql;

import io.megadb.proof.Proof;

/** The same with next to no memory: all that keeps rows writes them to temporary files. */
class SpillingStatementsDifferentialTest extends StatementsDifferential {
  SpillingStatementsDifferentialTest() {
    super(Proof.of("spilling", "statements", 5L * CONSTRUCTS), "2kB");
  }
}
