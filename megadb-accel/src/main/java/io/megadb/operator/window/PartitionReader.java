package io.megadb.operator.window;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.sort.ExternalSorter;
import io.megadb.operator.sort.RowOrder;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowStore;
import io.megadb.operator.store.SpilledRows;
import io.megadb.plan.WindowNode;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Cuts sorted rows between partitions into pieces of some size. A partition that does not fit comes
 * as a file. Confined to one thread.
 */
final class PartitionReader {
  /**
   * Rows of whole partitions.
   *
   * @param rows in memory; null if they are in the file
   * @param file all rows of one partition; null if they are in memory
   */
  record Piece(Batch rows, SpilledRows file) {}

  private final ExternalSorter sorter;
  private final ExecutionContext context;
  private final List<PgType> types;
  private final RowOrder order;
  private final boolean partitioned;
  private final long wantedBytes;

  /** The first rows of the next piece, the first of which begins a partition. */
  private final ArrayDeque<Batch> carried = new ArrayDeque<>();

  /** Partition keys of the last row read, one row. */
  private FlatVector[] last;

  PartitionReader(ExternalSorter sorter, WindowNode node, ExecutionContext context) {
    this.sorter = sorter;
    this.context = context;
    this.types = node.input().types();
    this.order = new RowOrder(types, SortedRows.partitionKeys(node));
    this.partitioned = !node.partitionBy().isEmpty();
    this.wantedBytes = context.memory().limitBytes() / 16;
  }

  /**
   * The next partitions, which {@code spill} holds, or null at the end.
   *
   * @param copies how often rows in memory will be held at the same time
   */
  Piece next(OperatorSpill spill, int copies) {
    RowStore rows = new RowStore(types, spill.account());
    int lastPartition = 0;
    boolean again = !carried.isEmpty();
    Batch batch = read();
    while (batch != null) {
      int cut = again ? innerStart(batch, false) : start(batch, false);
      boolean full = rows.heldBytes() + batch.bytes() >= wantedBytes;
      if (cut >= 0 && rows.size() + cut > 0 && full) {
        rows.append(batch.slice(0, cut));
        carried.push(batch.slice(cut, batch.size()));
        return new Piece(rows.view(), null);
      }
      if (full && !spill.hasRoom(copies * (rows.heldBytes() + batch.bytes()))) {
        if (lastPartition == 0) {
          return new Piece(null, file(rows, batch, spill));
        }
        carried.push(batch);
        carried.push(rows.view().slice(lastPartition, rows.size()));
        return new Piece(rows.view().slice(0, lastPartition), null);
      }
      lastPartition = cut >= 0 ? rows.size() + cut : lastPartition;
      rows.append(batch);
      again = !carried.isEmpty();
      batch = read();
    }
    return rows.size() == 0 ? null : new Piece(rows.view(), null);
  }

  private Batch read() {
    return carried.isEmpty() ? sorter.next() : carried.poll();
  }

  /** One partition that begins with some rows and a batch. */
  private SpilledRows file(RowStore rows, Batch first, OperatorSpill spill) {
    SpilledRows file = spill.create();
    file.append(rows.view());
    rows.release();
    file.append(first);
    boolean again = !carried.isEmpty();
    Batch batch = read();
    while (batch != null) {
      context.cancellation().check();
      int cut = again ? innerStart(batch, true) : start(batch, true);
      if (cut >= 0) {
        if (cut > 0) {
          file.append(batch.slice(0, cut));
        }
        carried.push(batch.slice(cut, batch.size()));
        break;
      }
      file.append(batch);
      again = !carried.isEmpty();
      batch = read();
    }
    file.finish();
    return file;
  }

  /** The first or last row of a new batch at which a partition begins, or -1. */
  private int start(Batch batch, boolean first) {
    if (!partitioned) {
      return -1;
    }
    FlatVector[] keys = order.keys(batch);
    boolean begins = last == null || order.compare(last, 0, keys, 0, 0) != 0;
    last = order.keys(batch.select(new int[] {batch.size() - 1}, 1));
    if (first && begins) {
      return 0;
    }
    int inner = innerStart(batch, first);
    return inner < 0 && begins ? 0 : inner;
  }

  /** The same, but for the first row. */
  private int innerStart(Batch batch, boolean first) {
    if (!partitioned) {
      return -1;
    }
    FlatVector[] keys = order.keys(batch);
    int found = -1;
    for (int row = 1; row < batch.size() && !(first && found > 0); row++) {
      if (order.compare(keys, row - 1, keys, row, 0) != 0) {
        found = row;
      }
    }
    return found;
  }
}
