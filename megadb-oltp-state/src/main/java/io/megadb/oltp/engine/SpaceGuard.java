package io.megadb.oltp.engine;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Refuses commits while the disk could not take the state's next flush, so that a full disk is met
 * before a commit is in the log and not after. Should the state meet it all the same, the commit
 * that is being applied waits here for space, and others are refused meanwhile. Thread-safe.
 */
final class SpaceGuard {
  private static final long RETRY_NANOS = 20_000_000;

  private final Path directory;
  private final LongSupplier neededBytes;
  private final StatusBoard status;
  private volatile Reason.DiskFull shortage;
  private volatile boolean applying;
  private volatile boolean closing;

  /**
   * @param directory where the state lies; null for a state that needs no disk
   * @param neededBytes free bytes without which commits are refused
   */
  SpaceGuard(Path directory, LongSupplier neededBytes, StatusBoard status) {
    this.directory = directory;
    this.neededBytes = neededBytes;
    this.status = status;
  }

  /** Looks at the disk; called regularly. */
  void poll() {
    if (directory == null) {
      return;
    }
    long needed = neededBytes.getAsLong();
    try {
      boolean enough = Files.getFileStore(directory).getUsableSpace() >= needed;
      shortage = enough ? null : new Reason.DiskFull(directory, needed);
    } catch (IOException e) {
      throw new OltpException(new Reason.IoFailure(directory, e.toString()), e);
    }
  }

  /** Throws {@link Reason.DiskFull} when commits must wait for space. */
  void check() {
    if (shortage != null && !applying) {
      poll(); // space may have returned since
    }
    Reason.DiskFull now = shortage;
    if (now != null) {
      status.readOnly(now);
      throw new OltpException(now);
    }
  }

  /** Waits a moment before a write to the state is tried again; gives up when the store closes. */
  void awaitSpace(OltpException full) {
    if (closing) {
      throw full;
    }
    applying = true;
    shortage = new Reason.DiskFull(directory, neededBytes.getAsLong());
    status.readOnly(shortage);
    LockSupport.parkNanos(RETRY_NANOS);
  }

  /** The write that waited went through. */
  void spaceReturned() {
    applying = false;
    poll();
  }

  /** Ends waiting. */
  void close() {
    closing = true;
  }
}
