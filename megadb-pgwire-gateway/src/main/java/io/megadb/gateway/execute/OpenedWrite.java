package io.megadb.gateway.execute;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.write.ModifySink;

/**
 * A statement that has the locks it needs before it reads.
 *
 * @param snapshot closed here
 * @param sink closed by whoever writes into it
 */
record OpenedWrite(StatementSnapshot snapshot, ModifySink sink) implements AutoCloseable {
  /**
   * Opens the table for writing. If others changed it while the statement waited for the table's
   * lock, the statement begins once more: it has done nothing yet, and has the lock now. At
   * REPEATABLE READ its snapshot is the same, and so is the error.
   */
  static OpenedWrite open(
      PlannedStatement.Modification modification, StatementScope scope, ExecutionContext context) {
    try {
      return begin(modification, scope, context);
    } catch (MegaDbException e) {
      if (e.state() != SqlState.SERIALIZATION_FAILURE) {
        throw e;
      }
      return begin(modification, scope, context);
    }
  }

  private static OpenedWrite begin(
      PlannedStatement.Modification modification, StatementScope scope, ExecutionContext context) {
    StatementSnapshot snapshot = scope.transaction().startStatement();
    try {
      if (modification.returning().isEmpty()) {
        snapshot.keepsToItself();
      }
      return new OpenedWrite(
          snapshot, new ModifySink(modification.plan(), scope.transaction(), snapshot, context));
    } catch (RuntimeException | Error e) {
      snapshot.close();
      throw e;
    }
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
