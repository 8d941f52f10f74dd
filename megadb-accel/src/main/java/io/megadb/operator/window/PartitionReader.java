package io.megadb.operator.window;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.sort.ExternalSorter;
import io.megadb.operator.sort.RowOrder;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.WindowNode;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import java.util.List;

/** Cuts sorted rows between partitions into pieces of some size. Confined to one thread. */
final class PartitionReader {
  private final ExternalSorter sorter;
  private final List<PgType> types;
  private final RowOrder order;
  private final boolean partitioned;
  private final long wantedBytes;

  /** The first rows of the next piece. */
  private Batch carried;

  /** Partition keys of the last row read, one row. */
  private FlatVector[] last;

  PartitionReader(ExternalSorter sorter, WindowNode node, ExecutionContext context) {
    this.sorter = sorter;
    this.types = node.input().types();
    this.order = new RowOrder(types, SortedRows.partitionKeys(node));
    this.partitioned = !node.partitionBy().isEmpty();
    this.wantedBytes = context.memory().limitBytes() / 16;
  }

  /**
   * Rows of whole partitions, charged to {@code spill}, or null at the end.
   *
   * @throws io.megadb.error.MegaDbException 53200 if a partition does not fit
   */
  Batch next(OperatorSpill spill) {
    RowStore rows = new RowStore(types, spill.account());
    if (carried != null) {
      rows.append(carried);
      carried = null;
    }
    Batch batch = sorter.next();
    while (batch != null) {
      int cut = lastStart(batch);
      if (cut >= 0 && rows.size() + cut > 0 && rows.heldBytes() + batch.bytes() >= wantedBytes) {
        rows.append(batch.slice(0, cut));
        carried = batch.slice(cut, batch.size());
        return rows.view();
      }
      rows.append(batch);
      batch = sorter.next();
    }
    return rows.size() == 0 ? null : rows.view();
  }

  /** The last row of a batch at which a partition begins, or -1. */
  private int lastStart(Batch batch) {
    if (!partitioned) {
      return -1;
    }
    FlatVector[] keys = order.keys(batch);
    FlatVector[] before = last;
    last = order.keys(batch.select(new int[] {batch.size() - 1}, 1));
    for (int row = batch.size() - 1; row > 0; row--) {
      if (order.compare(keys, row - 1, keys, row, 0) != 0) {
        return row;
      }
    }
    return before == null || order.compare(before, 0, keys, 0, 0) != 0 ? 0 : -1;
  }
}
