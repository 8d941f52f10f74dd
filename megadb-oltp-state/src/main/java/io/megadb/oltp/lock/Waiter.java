package io.megadb.oltp.lock;

import io.megadb.oltp.LockMode;
import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.time.Duration;
import java.util.concurrent.locks.Condition;

/** One wait for one lock. Guarded by the table's lock. */
final class Waiter {
  private final LockEntry entry;
  private final LockOwner owner;
  private final LockMode mode;
  private final Condition decided;
  private boolean granted;
  private Reason refusal;

  Waiter(LockEntry entry, LockOwner owner, LockMode mode, Condition decided) {
    this.entry = entry;
    this.owner = owner;
    this.mode = mode;
    this.decided = decided;
  }

  LockEntry entry() {
    return entry;
  }

  LockOwner owner() {
    return owner;
  }

  LockMode mode() {
    return mode;
  }

  boolean isDecided() {
    return granted || refusal != null;
  }

  void grant() {
    granted = true;
    decided.signal();
  }

  void refuse(Reason reason) {
    if (!isDecided()) {
      refusal = reason;
      decided.signal();
    }
  }

  boolean isGranted() {
    return granted;
  }

  /** Waits until granted or refused; after {@code timeout}, unless that is zero, refuses itself. */
  void await(Duration timeout) throws InterruptedException {
    long left = timeout.toNanos();
    while (!isDecided()) {
      if (timeout.isZero()) {
        decided.await();
      } else if (left > 0) {
        left = decided.awaitNanos(left);
      } else {
        refuse(new Reason.LockTimeout(entry.name().tableId(), timeout));
      }
    }
  }

  void throwRefusal() {
    if (refusal != null) {
      throw new OltpException(refusal);
    }
  }
}
