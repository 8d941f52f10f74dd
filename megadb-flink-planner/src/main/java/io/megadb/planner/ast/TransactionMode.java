package io.megadb.planner.ast;

/** One mode of BEGIN or SET TRANSACTION. */
public enum TransactionMode {
  READ_UNCOMMITTED,
  READ_COMMITTED,
  REPEATABLE_READ,
  SERIALIZABLE,
  READ_ONLY,
  READ_WRITE,
  DEFERRABLE,
  NOT_DEFERRABLE
}
