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
  private long bytes;

  public BatchQueue(MemoryBudget memory) {
    this.memory = memory;
  }

  public boolean isFull() {
    return entries.size() >= CAPACITY || bytes >= CAPACITY_BYTES;
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * Adds a batch.
   *
   * @throws io.megadb.error.MegaDbException 53200 if the statement may not hold it too
   */
  public void add(Batch batch) {
    long size = batch.bytes();
    memory.reserve(size);
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
