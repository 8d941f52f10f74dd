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
   * A row that breaks a constraint.
   *
   * @param row its position in the batch
   */
  public record Failure(int row, MegaDbException error) {}

  /**
   * Checks and writes rows as {@code ModifyNode} lays them out, one after the other: an error is
   * that of the first row that has one.
   *
   * @return the rows affected, for RETURNING
   */
  public Batch write(Batch rows) {
    Failure failure = check(rows);
    if (failure == null) {
      return writeChecked(rows);
    }
    if (failure.row() > 0) {
      writer.write(rows.slice(0, failure.row()));
    }
    throw failure.error();
  }

  /** The first row that breaks NOT NULL or CHECK; null if there is none. */
  public Failure check(Batch rows) {
    return switch (node.kind()) {
      case INSERT -> checks.failure(rows);
      case UPDATE -> checks.failure(withoutIdentity(rows));
      case DELETE -> null;
    };
  }

  /** Writes rows that have been checked. */
  public Batch writeChecked(Batch rows) {
    Batch written = writer.write(rows);
    count += written.size();
    return written;
  }

  /** As {@link TableWriter#failedRow}. */
  public int failedRow() {
    return writer.failedRow();
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
