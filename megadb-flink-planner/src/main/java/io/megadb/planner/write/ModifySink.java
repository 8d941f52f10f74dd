package io.megadb.planner.write;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.ModifyNode;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.storage.TableWriter;
import io.megadb.vector.Batch;

/** Checks a modification's rows and writes them, batch by batch. Confined to one thread. */
public final class ModifySink implements AutoCloseable {
  private final ModifyNode node;
  private final WriteChecks checks;
  private final TableWriter writer;
  private long count;

  /** Opens the table for writing. */
  public ModifySink(
      ModifyNode node,
      DatabaseTransaction transaction,
      StatementSnapshot snapshot,
      ExecutionContext context) {
    this.node = node;
    this.checks = new WriteChecks(node, context);
    this.writer = transaction.writer(node, snapshot, PlanRowEvaluator.of(node, checks, context));
  }

  /**
   * Writes rows as {@code ModifyNode} lays them out.
   *
   * @return the rows affected, for RETURNING
   */
  public Batch write(Batch rows) {
    switch (node.kind()) {
      case INSERT -> checks.check(rows);
      case UPDATE -> checks.check(withoutIdentity(rows));
      case DELETE -> {
        // nothing is stored
      }
    }
    Batch written = writer.write(rows);
    count += written.size();
    return written;
  }

  private static Batch withoutIdentity(Batch rows) {
    return new Batch(
        rows.size(), java.util.Arrays.copyOfRange(rows.columns(), 1, rows.columnCount()));
  }

  public void finish() {
    writer.finish();
  }

  /** Rows affected so far. */
  public long count() {
    return count;
  }

  @Override
  public void close() {
    writer.close();
  }
}
