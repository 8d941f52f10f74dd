package io.megadb.execution;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.spill.SpillLimit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory one statement may hold. Operators that can write to temporary files ask {@link
 * #hasRoom} before they grow and then {@link #charge} what they took; all others {@link #reserve},
 * which fails. So that no operator starves another, each of those that are open may hold a share of
 * a quarter of the budget, and a few batches however small the budget is; the rest is for whoever
 * comes first. Thread-safe.
 */
public final class MemoryBudget {
  /** What an operator may always hold, if it is no more than a quarter of the budget. */
  private static final long LEAST_SHARE_BYTES = 256 << 10;

  private final long limitBytes;
  private final AtomicLong reservedBytes = new AtomicLong();
  private final AtomicLong peakBytes = new AtomicLong();
  private final AtomicInteger holders = new AtomicInteger();
  private final SpillLimit spill;

  /** A budget beyond which statements fail. */
  public MemoryBudget(long limitBytes) {
    this(limitBytes, null);
  }

  /**
   * @param spill where rows go that do not fit; null for nowhere
   */
  public MemoryBudget(long limitBytes, SpillLimit spill) {
    this.limitBytes = limitBytes;
    this.spill = spill;
  }

  /** Takes bytes; fails with 53200 if that exceeds the limit, and then takes none. */
  public void reserve(long bytes) {
    if (!tryReserve(bytes)) {
      throw new MegaDbException(
              SqlState.OUT_OF_MEMORY,
              "query needs more than megadb.query_memory_max (" + limitBytes / 1048576 + " MiB)")
          .withHint("Raise the setting or select fewer rows or columns.");
    }
  }

  /** Takes bytes unless that exceeds the limit. */
  public boolean tryReserve(long bytes) {
    long reserved = reservedBytes.addAndGet(bytes);
    if (reserved > limitBytes) {
      reservedBytes.addAndGet(-bytes);
      return false;
    }
    peakBytes.accumulateAndGet(reserved, Math::max);
    return true;
  }

  /** Takes bytes, where operators can make room by spilling even beyond the limit. */
  public void charge(long bytes) {
    if (spill == null) {
      reserve(bytes);
      return;
    }
    peakBytes.accumulateAndGet(reservedBytes.addAndGet(bytes), Math::max);
  }

  /**
   * Whether an operator may grow.
   *
   * @param heldBytes what it holds already
   */
  public boolean hasRoom(long heldBytes, long growthBytes) {
    int others = Math.max(0, holders.get() - 1);
    long share = limitBytes / (4L * (others + 1));
    long least = Math.min(LEAST_SHARE_BYTES, limitBytes / 4);
    return heldBytes + growthBytes <= Math.max(share, least)
        || reservedBytes.get() + growthBytes <= limitBytes - others * share;
  }

  /** An operator begins to share the budget. */
  public void join() {
    holders.incrementAndGet();
  }

  /** An operator shares the budget no more. */
  public void leave() {
    holders.decrementAndGet();
  }

  /** Where rows go that do not fit, or null. */
  public SpillLimit spill() {
    return spill;
  }

  public void release(long bytes) {
    reservedBytes.addAndGet(-bytes);
  }

  public long limitBytes() {
    return limitBytes;
  }

  /** Held now; 0 once all operators are closed. */
  public long reservedBytes() {
    return reservedBytes.get();
  }

  public long peakBytes() {
    return peakBytes.get();
  }
}
