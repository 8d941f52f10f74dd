package io.megadb.tables.memory;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that all tables of the tier hold together, and its limit. Thread-safe. */
final class MemoryCharge {
  /** Option: bytes that all memory tables may hold; default a quarter of the heap. */
  static final String OPTION = "megadb.memory.size-max";

  private final long limitBytes;
  private final AtomicLong heldBytes = new AtomicLong();

  MemoryCharge(Map<String, String> options) {
    String value = options.get(OPTION);
    limitBytes = value == null ? Runtime.getRuntime().maxMemory() / 4 : Long.parseLong(value);
  }

  /** Takes bytes for a write that may still fail; 53200 beyond the limit. */
  void reserve(long bytes) {
    if (heldBytes.addAndGet(bytes) > limitBytes) {
      heldBytes.addAndGet(-bytes);
      throw new MegaDbException(
              SqlState.OUT_OF_MEMORY,
              "memory tables need more than " + OPTION + " (" + limitBytes + " bytes)")
          .withHint("Raise the option, give tables a ttl or a smaller capacity, or delete rows.");
    }
  }

  /** Books a difference that cannot be refused any more. */
  void adjust(long bytes) {
    heldBytes.addAndGet(bytes);
  }

  long heldBytes() {
    return heldBytes.get();
  }
}
