package io.megadb.oltp.engine;

import io.megadb.oltp.Cursor;
import java.util.Arrays;

/**
 * Committed rows with a transaction's own writes merged in by key: an own version hides the
 * committed one, an own deletion hides both.
 */
final class MergingCursor implements Cursor {
  private static final int BATCH = 256;

  private final Cursor committed;
  private final OwnRows own;
  private final byte[][] keys = new byte[BATCH][];
  private final byte[][] rows = new byte[BATCH][];
  private int at;
  private int filled;

  /**
   * @param showsCommitted false when the transaction has emptied the table
   */
  MergingCursor(Cursor committed, OwnRows own, boolean showsCommitted) {
    this.committed = committed;
    this.own = own;
    if (showsCommitted) {
      refill();
    }
  }

  private void refill() {
    at = 0;
    filled = committed.next(keys, rows);
  }

  @Override
  public int next(byte[][] outKeys, byte[][] outValues) {
    int count = 0;
    while (count < outKeys.length && (at < filled || own.key() != null)) {
      int order = compareHeads();
      byte[] key = order < 0 ? keys[at] : own.key().clone();
      byte[] row = order < 0 ? rows[at] : own.row();
      if (order <= 0 && ++at == filled) {
        refill();
      }
      if (order >= 0) {
        own.advance();
      }
      if (row != null) {
        outKeys[count] = key;
        if (outValues != null) {
          outValues[count] = row;
        }
        count++;
      }
    }
    return count;
  }

  /** Negative when the committed row comes first, 0 when both have the same key. */
  private int compareHeads() {
    if (at >= filled) {
      return 1;
    }
    return own.key() == null ? -1 : Arrays.compareUnsigned(keys[at], own.key());
  }

  @Override
  public void close() {
    committed.close();
  }
}
