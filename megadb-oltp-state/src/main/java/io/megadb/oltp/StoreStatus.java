package io.megadb.oltp;

/** What the store can do at present. */
public sealed interface StoreStatus {

  /** Reads and commits. */
  record Running() implements StoreStatus {}

  /** Reads only, for a reason that may pass; the next commit tries again. */
  record ReadOnly(Reason reason) implements StoreStatus {}

  /** Nothing until it is opened again: the log could not be forced to disk, or a bug showed. */
  record Stopped(Reason reason) implements StoreStatus {}

  /** Closed by its owner. */
  record Closed() implements StoreStatus {}
}
