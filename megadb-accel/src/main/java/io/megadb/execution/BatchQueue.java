package io.megadb.execution;

import io.megadb.vector.Batch;
import java.util.ArrayDeque;

/**
 * Batches on their way from one thread to another, charged to their statement as long as they wait.
 * Who adds asks {@link #isFull} before; the queue does not refuse. Guarded by its owner.
 */
public final class BatchQueue {
  /** Enough that neither side waits for long, small beside the caches. */
  public static final int CAPACITY = 8;

  /** Wide rows fill the queue earlier: eight batches of them could be most of a budget. */
  public static final long CAPACITY_BYTES = 4 << 20;

  private record Entry(Batch batch, long bytes) {}

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private final MemoryBudget memory;
  private final long capacityBytes;
  private long bytes;

  public BatchQueue(MemoryBudget memory) {
    this.memory = memory;
    this.capacityBytes = Math.min(CAPACITY_BYTES, memory.limitBytes() / 16);
  }

  public boolean isFull() {
    return entries.size() >= CAPACITY || bytes >= capacityBytes;
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * Adds a batch. Where operators spill it is taken even beyond the budget, as they may have filled
   * that; the queue's bound keeps the excess small.
   *
   * @throws io.megadb.error.MegaDbException 53200 if nothing spills and the budget is used up
   */
  public void add(Batch batch) {
    long size = batch.bytes();
    memory.charge(size);
    bytes += size;
    entries.add(new Entry(batch, size));
  }

  /** The first batch, which is the caller's from now on; null if there is none. */
  public Batch poll() {
    Entry first = entries.poll();
    if (first == null) {
      return null;
    }
    bytes -= first.bytes;
    memory.release(first.bytes);
    return first.batch;
  }

  public void clear() {
    memory.release(bytes);
    bytes = 0;
    entries.clear();
  }
}
