package io.megadb.oltp.engine;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import io.megadb.oltp.StoreListener;
import io.megadb.oltp.StoreStatus;

/**
 * The store's status and who hears of it. Thread-safe.
 *
 * <pre>
 *   running ◄──► read-only
 *      │            │
 *      └────┬───────┘
 *           ▼
 *        stopped ──► closed
 * </pre>
 */
final class StatusBoard {
  private final StoreListener listener;
  private volatile StoreStatus status = new StoreStatus.Running();

  StatusBoard(StoreListener listener) {
    this.listener = listener;
  }

  StoreStatus status() {
    return status;
  }

  /** Throws when stopped or closed; read-only passes, since each commit tries anew. */
  void checkOpen() {
    StoreStatus now = status;
    if (now instanceof StoreStatus.Stopped stopped) {
      throw new OltpException(stopped.reason());
    }
    if (now instanceof StoreStatus.Closed) {
      throw new OltpException(new Reason.StoreClosed());
    }
  }

  boolean isStopped() {
    return status instanceof StoreStatus.Stopped;
  }

  void running() {
    change(new StoreStatus.Running());
  }

  void readOnly(Reason reason) {
    change(new StoreStatus.ReadOnly(reason));
  }

  void stopped(Reason reason) {
    change(new StoreStatus.Stopped(reason));
  }

  void closed() {
    change(new StoreStatus.Closed());
  }

  private void change(StoreStatus next) {
    synchronized (this) {
      boolean ended = status instanceof StoreStatus.Closed;
      boolean dead = isStopped() && !(next instanceof StoreStatus.Closed);
      if (ended || dead || status.equals(next)) {
        return;
      }
      status = next;
    }
    listener.statusChanged(next);
  }
}
