package io.megadb.operator.exchange;

import io.megadb.execution.MemoryBudget;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts small batches together before they are sent: hashing over many workers would otherwise make
 * each message tiny. Confined to one thread.
 */
public final class BatchCoalescer {
  /** How long rows wait for company: not to be felt by who reads the result. */
  private static final long MAX_WAIT_NANOS = 5_000_000;

  private final List<PgType> types;
  private final int wantedRows;
  private final List<Batch> pieces = new ArrayList<>();
  private int rows;
  private long firstNanos;

  /**
   * @param wantedRows rows worth a message of their own
   */
  public BatchCoalescer(List<PgType> types, int wantedRows) {
    this.types = types;
    this.wantedRows = wantedRows;
  }

  /** The batch to send now, or null to wait for more. */
  public Batch add(Batch batch) {
    if (pieces.isEmpty() && batch.size() * 2 >= wantedRows) {
      return batch;
    }
    long now = System.nanoTime();
    if (pieces.isEmpty()) {
      firstNanos = now;
    }
    pieces.add(batch);
    rows += batch.size();
    return rows * 2 >= wantedRows || now - firstNanos > MAX_WAIT_NANOS ? flush() : null;
  }

  /** What is left, or null. */
  public Batch flush() {
    if (pieces.isEmpty()) {
      return null;
    }
    Batch merged = pieces.size() == 1 ? pieces.get(0) : merge();
    pieces.clear();
    rows = 0;
    return merged;
  }

  private Batch merge() {
    // At most a batch of rows, gone with the next message: not worth a charge to the budget.
    RowStore store = new RowStore(types, new MemoryAccount(new MemoryBudget(Long.MAX_VALUE)));
    pieces.forEach(store::append);
    return store.view();
  }
}
