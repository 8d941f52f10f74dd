package io.megadb.oltp;

/** Hears of changes of a store's status, on a thread of the store; must not block. */
public interface StoreListener {

  /** Called after each change. */
  void statusChanged(StoreStatus status);
}
