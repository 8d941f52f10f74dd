package io.megadb.oltp.state;

import io.megadb.oltp.Cursor;

/** A cursor that remembers which commits it met. */
public interface RowCursor extends Cursor {

  /** Highest LSN among the versions met so far, tombstones included; 0 before the first. */
  long observedLsn();
}
