package io.megadb.operator.store;

import io.megadb.execution.MemoryBudget;

/** What one operator holds of its statement's budget. Confined to one thread. */
public final class MemoryAccount implements AutoCloseable {
  private final MemoryBudget budget;
  private long heldBytes;

  public MemoryAccount(MemoryBudget budget) {
    this.budget = budget;
  }

  /** Takes bytes more; 53200 if the budget has not as many. */
  public void add(long bytes) {
    budget.reserve(bytes);
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
  }
}
