package io.megadb.planner.write;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.plan.ModifyNode;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.storage.TableWriter;
import io.megadb.vector.Batch;
import java.util.BitSet;

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
    if (node.kind() != ModifyNode.Kind.DELETE) {
      refuseStaleChecks(transaction.catalog().table(node.table().oid()));
    }
  }

  /** A column may have become NOT NULL between planning and the lock that the writer holds. */
  private void refuseStaleChecks(TableDefinition table) {
    BitSet checked = new BitSet();
    node.checks().stream()
        .mapToInt(ModifyNode.Check::column)
        .filter(column -> column >= 0)
        .forEach(checked::set);
    for (int i = 0; i < table.columns().size(); i++) {
      if (table.columns().get(i).notNull() && !checked.get(i)) {
        writer.close();
        throw new MegaDbException(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "constraints of table \"" + table.name() + "\" changed while the statement started")
            .withHint("Run the statement again.");
      }
    }
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
