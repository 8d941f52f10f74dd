package io.megadb.oltp.engine;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Heap that the writes of all open transactions share. Each takes what it needs in steps and gives
 * everything back when it ends; its first few KiB are free, so that short ones never come here.
 * Thread-safe.
 */
final class WriteMemory {
  private final long limitBytes;
  private final AtomicLong takenBytes = new AtomicLong();

  WriteMemory(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Takes bytes, or fails with {@link Reason.OutOfMemory} and takes none. */
  void take(long bytes) {
    if (takenBytes.addAndGet(bytes) > limitBytes) {
      takenBytes.addAndGet(-bytes);
      throw new OltpException(new Reason.OutOfMemory(bytes, limitBytes));
    }
  }

  void giveBack(long bytes) {
    takenBytes.addAndGet(-bytes);
  }

  long takenBytes() {
    return takenBytes.get();
  }
}
