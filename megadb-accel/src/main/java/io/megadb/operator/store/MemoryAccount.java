package io.megadb.operator.store;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.MemoryBudget;

/** What one operator holds of its statement's budget. Confined to one thread. */
public final class MemoryAccount implements AutoCloseable {
  /** What an operator that spills gets in any case, so that single rows of megabytes pass. */
  private static final long ALWAYS_BYTES = 4 << 20;

  private final MemoryBudget budget;
  private final boolean spilling;
  private long heldBytes;
  private boolean closed;

  /** For an operator that fails where the budget ends. */
  public MemoryAccount(MemoryBudget budget) {
    this(budget, false);
  }

  private MemoryAccount(MemoryBudget budget, boolean spilling) {
    this.budget = budget;
    this.spilling = spilling;
    budget.join();
  }

  /**
   * For an operator that asks {@link #hasRoom} before it grows and writes rows to temporary files
   * if there is none. What it then must hold it gets, until it would exceed the whole budget alone.
   */
  public static MemoryAccount spilling(MemoryBudget budget) {
    return new MemoryAccount(budget, budget.spill() != null);
  }

  /** Whether so many bytes more fit; always true where nothing can be spilled. */
  public boolean hasRoom(long bytes) {
    return !spilling || budget.hasRoom(heldBytes, bytes);
  }

  /** Takes bytes more; 53200 if the budget has not as many. */
  public void add(long bytes) {
    if (!spilling) {
      budget.reserve(bytes);
    } else if (bytes > 0 && heldBytes + bytes > Math.max(budget.limitBytes(), ALWAYS_BYTES)) {
      throw new MegaDbException(
              SqlState.OUT_OF_MEMORY,
              "query needs more than megadb.query_memory_max ("
                  + budget.limitBytes() / 1048576
                  + " MiB) for rows that must be in memory together")
          .withHint("Raise the setting or select fewer rows or columns.");
    } else {
      budget.charge(bytes);
    }
    heldBytes += bytes;
  }

  /** Gives bytes back. */
  public void release(long bytes) {
    budget.release(bytes);
    heldBytes -= bytes;
  }

  public long heldBytes() {
    return heldBytes;
  }

  /** Gives everything back; may be called more than once. */
  @Override
  public void close() {
    budget.release(heldBytes);
    heldBytes = 0;
    if (!closed) {
      closed = true;
      budget.leave();
    }
  }
}
