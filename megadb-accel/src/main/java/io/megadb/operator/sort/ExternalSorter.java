package io.megadb.operator.sort;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowStore;
import io.megadb.operator.store.SpilledRows;
import io.megadb.plan.SortKey;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts rows; equal rows keep their order. As long as they fit they stay in memory. When they do
 * not, those in memory are sorted and written as a run, and in the end the runs are merged, several
 * times if there are many. Confined to one thread.
 */
public final class ExternalSorter implements AutoCloseable {
  /** Bounds of how many runs are merged at a time. */
  private static final int MIN_FAN_IN = 4;

  private static final int MAX_FAN_IN = 64;

  private final List<PgType> types;
  private final List<SortKey> keys;
  private final OperatorSpill spill;
  private final ExecutionContext context;
  private final RowSorter sorter;
  private final int copies;
  private RowStore rows;
  private List<SpilledRows> runs = new ArrayList<>();
  private long sortBytes;
  private int[] sorted;
  private int next;
  private RunMerge merge;

  /**
   * @param copies how often rows that fit will be held at the same time; 1 if they are only given
   */
  public ExternalSorter(
      List<PgType> types,
      List<SortKey> keys,
      int copies,
      OperatorSpill spill,
      ExecutionContext context) {
    this.types = types;
    this.keys = keys;
    this.copies = copies;
    this.spill = spill;
    this.context = context;
    this.sorter = new RowSorter(types, keys, context.cancellation());
    this.rows = new RowStore(types, spill.account());
  }

  public void add(Batch batch) {
    if (!fits(batch)) {
      spill();
      if (batch.size() > 1 && batch.bytes() > 2 * spill.pieceBytes()) {
        int half = batch.size() / 2;
        add(batch.slice(0, half));
        add(batch.slice(half, batch.size()));
        return;
      }
    }
    rows.append(batch);
  }

  private boolean fits(Batch batch) {
    long bytes = rows.growth(batch.columns()) + RowSorter.bytes(rows.size() + batch.size());
    return spill.hasRoom(bytes + (copies - 1) * rows.heldBytes());
  }

  /** Writes the rows in memory as a run. */
  public void spill() {
    if (rows.size() == 0) {
      return;
    }
    sort();
    SpilledRows run = spill.create();
    runs.add(run);
    Batch view = rows.view();
    int most = rowsOfBytes(view.size(), view.bytes());
    for (int from = 0; from < sorted.length; from += most) {
      context.cancellation().check();
      int count = Math.min(most, sorted.length - from);
      int[] chunk = new int[count];
      System.arraycopy(sorted, from, chunk, 0, count);
      run.append(view.select(chunk, count));
    }
    run.finish();
    rows.release();
    spill.account().release(sortBytes);
    rows = new RowStore(types, spill.account());
    sorted = null;
  }

  private int rowsOfBytes(long size, long bytes) {
    long rowBytes = Math.max(1, bytes / Math.max(1, size));
    return (int) Math.max(1, Math.min(context.batchRows(), spill.pieceBytes() / rowBytes));
  }

  private void sort() {
    sortBytes = RowSorter.bytes(rows.size());
    spill.account().add(sortBytes);
    sorted = sorter.sort(rows.view());
  }

  /** Must be called once after the last row. */
  public void finish() {
    if (runs.isEmpty()) {
      sort();
      return;
    }
    spill();
    int fanIn =
        (int)
            Math.max(
                MIN_FAN_IN,
                Math.min(MAX_FAN_IN, context.memory().limitBytes() / (4 * spill.pieceBytes())));
    while (runs.size() > fanIn) {
      runs = mergeOnce(fanIn);
    }
    merge = new RunMerge(types, keys, runs, spill.account(), context);
  }

  /** Neighbouring runs become one, so that equal rows keep their order. */
  private List<SpilledRows> mergeOnce(int fanIn) {
    List<SpilledRows> merged = new ArrayList<>();
    for (int from = 0; from < runs.size(); from += fanIn) {
      List<SpilledRows> some = runs.subList(from, Math.min(runs.size(), from + fanIn));
      if (some.size() == 1) {
        merged.add(some.get(0));
        continue;
      }
      SpilledRows target = spill.create();
      try (RunMerge pass = new RunMerge(types, keys, some, spill.account(), context)) {
        Batch batch = pass.next();
        while (batch != null) {
          target.append(batch);
          batch = pass.next();
        }
      }
      target.finish();
      some.forEach(SpilledRows::close);
      merged.add(target);
    }
    return merged;
  }

  /** Whether rows were written to files. */
  public boolean spilled() {
    return !runs.isEmpty();
  }

  /** Rows in memory. */
  public int heldRows() {
    return rows.size();
  }

  /** The next rows in order, or null at the end. */
  public Batch next() {
    if (merge != null) {
      return merge.next();
    }
    int count = Math.min(context.batchRows(), sorted.length - next);
    if (count == 0) {
      return null;
    }
    int[] chunk = new int[count];
    System.arraycopy(sorted, next, chunk, 0, count);
    next += count;
    return rows.view().select(chunk, count);
  }

  /** All rows in order, as one batch that the caller charges; only if nothing was spilled. */
  public Batch all() {
    return rows.view().select(sorted, sorted.length);
  }

  /** Gives memory and files back. */
  @Override
  public void close() {
    if (merge != null) {
      merge.close();
      merge = null;
    }
    runs.forEach(SpilledRows::close);
    runs = new ArrayList<>();
    rows.release();
    rows = new RowStore(types, spill.account());
    if (sorted != null) {
      spill.account().release(sortBytes);
      sorted = new int[0];
      sortBytes = 0;
    }
    next = 0;
  }
}
