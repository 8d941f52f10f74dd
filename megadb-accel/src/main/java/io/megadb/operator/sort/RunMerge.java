package io.megadb.operator.sort;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.SpilledRows;
import io.megadb.plan.SortKey;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.List;

/** Merges sorted runs; of equal rows those of earlier runs come first. Confined to one thread. */
final class RunMerge implements AutoCloseable {
  /** Wide rows end a batch earlier. */
  private static final long MERGE_BYTES = 1 << 20;

  /** Where the merge stands in a run. */
  private final class Cursor {
    private final int run;
    private final Operator reader;
    private Batch batch;
    private FlatVector[] keys;
    private long bytes;
    private int row;

    Cursor(int run, Operator reader) {
      this.run = run;
      this.reader = reader;
    }

    /** Goes to the next batch; false at the end. */
    boolean load() throws Exception {
      account.release(bytes);
      bytes = 0;
      batch = reader.next();
      if (batch == Operator.END) {
        return false;
      }
      bytes = batch.bytes();
      account.add(bytes);
      keys = order.keys(batch);
      row = 0;
      return true;
    }

    boolean before(Cursor other) {
      int comparison = order.compare(keys, row, other.keys, other.row, 0);
      return comparison < 0 || comparison == 0 && run < other.run;
    }
  }

  private final ExecutionContext context;
  private final MemoryAccount account;
  private final RowOrder order;
  private final VectorBuilder[] builders;

  /** A heap: the cursor at 0 has the first row. */
  private final Cursor[] heap;

  private int open;

  RunMerge(
      List<PgType> types,
      List<SortKey> keys,
      List<SpilledRows> runs,
      MemoryAccount account,
      ExecutionContext context) {
    this.context = context;
    this.account = account;
    this.order = new RowOrder(types, keys);
    this.builders = types.stream().map(VectorBuilder::of).toArray(VectorBuilder[]::new);
    this.heap = new Cursor[runs.size()];
    for (int i = 0; i < heap.length; i++) {
      Cursor cursor = new Cursor(i, runs.get(i).read());
      if (load(cursor)) {
        heap[open++] = cursor;
      }
    }
    for (int i = open / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  private static boolean load(Cursor cursor) {
    try {
      return cursor.load();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void sink(int from) {
    Cursor cursor = heap[from];
    int at = from;
    int child = 2 * at + 1;
    while (child < open) {
      if (child + 1 < open && heap[child + 1].before(heap[child])) {
        child++;
      }
      if (!heap[child].before(cursor)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
      child = 2 * at + 1;
    }
    heap[at] = cursor;
  }

  /** The next rows, or null at the end. */
  Batch next() {
    context.cancellation().check();
    int count = 0;
    long bytes = 0;
    while (open > 0 && count < context.batchRows() && bytes < MERGE_BYTES) {
      Cursor first = heap[0];
      for (int i = 0; i < builders.length; i++) {
        builders[i].appendFrom(first.batch.column(i), first.row);
      }
      bytes += first.bytes / first.batch.size();
      count++;
      first.row++;
      if (first.row == first.batch.size() && !load(first)) {
        heap[0] = heap[--open];
        heap[open] = null;
      }
      if (open > 0) {
        sink(0);
      }
    }
    if (count == 0) {
      return null;
    }
    Vector[] columns = new Vector[builders.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = builders[i].build();
    }
    return new Batch(count, columns);
  }

  @Override
  public void close() {
    for (int i = 0; i < open; i++) {
      account.release(heap[i].bytes);
      heap[i].bytes = 0;
    }
    open = 0;
  }
}
