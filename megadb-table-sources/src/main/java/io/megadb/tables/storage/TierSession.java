package io.megadb.tables.storage;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.TableScan;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.RowEvaluator;
import io.megadb.planner.storage.SplitPlan;
import io.megadb.planner.storage.TableWriter;
import io.megadb.spi.BatchReader;
import io.megadb.tables.live.LiveSplit;

/**
 * One transaction's part in a tier. Used by the transaction's thread, except {@link #read}, which
 * any number of workers call for splits of the running statement.
 */
public interface TierSession {
  /** The table was created; the caller holds its lock. */
  void create(TableDefinition table);

  /**
   * The table's columns or its key changed; the caller holds its lock.
   *
   * @throws io.megadb.error.MegaDbException 0A000 if the tier cannot give its rows another key
   */
  void alter(TableDefinition old, TableDefinition changed);

  /** Removes a table's rows for good if the transaction commits; the caller holds its lock. */
  void drop(TableDefinition table);

  /** Removes all rows; the caller holds the table's lock. */
  void truncate(TableDefinition table);

  /** Divides a scan; see {@code DatabaseTransaction.splits}. */
  SplitPlan splits(
      TableScan scan,
      TableDefinition table,
      StatementView view,
      ExecutionContext context,
      int wanted);

  /** Opens one of this session's live splits. */
  BatchReader read(TableScan scan, LiveSplit split, StatementView view, ExecutionContext context);

  TableWriter writer(
      ModifyNode node, TableDefinition table, StatementView view, RowEvaluator evaluator);

  /** What a statement that starts now sees of this transaction's own work; kept in its view. */
  default Object freeze() {
    return null;
  }

  /** The present point, to return to with {@link #rollbackTo}. */
  default Object mark() {
    return null;
  }

  /**
   * Undoes this tier's work since a mark.
   *
   * @param mark of {@link #mark}, or null for all of it
   */
  default void rollbackTo(Object mark) {}

  /** Last work before the commit record: whatever can fail must fail here. */
  default void prepare() {}

  /** The transaction is over; after a failed commit {@code committed} is false. */
  default void ended(boolean committed) {}
}
