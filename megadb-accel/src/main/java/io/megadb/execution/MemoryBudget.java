package io.megadb.execution;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.concurrent.atomic.AtomicLong;

/** The memory one statement may hold. Thread-safe. */
public final class MemoryBudget {
  private final long limitBytes;
  private final AtomicLong reservedBytes = new AtomicLong();
  private final AtomicLong peakBytes = new AtomicLong();

  public MemoryBudget(long limitBytes) {
    this.limitBytes = limitBytes;
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
