package io.megadb.oltp.engine;

import io.megadb.oltp.Cursor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NavigableMap;

/**
 * Committed rows with a transaction's own writes merged in by key: an own version hides the
 * committed one, an own deletion hides both.
 */
final class MergingCursor implements Cursor {
  private static final int BATCH = 256;

  private final Cursor committed;
  private final Iterator<KeyWrites> own;
  private final int truncatedAt;
  private final int ownWrites;
  private final byte[][] keys = new byte[BATCH][];
  private final byte[][] rows = new byte[BATCH][];
  private int at;
  private int filled;
  private KeyWrites nextOwn;
  private KeyWrites.OwnVersion nextVersion;

  MergingCursor(
      Cursor committed,
      TableWrites writes,
      int ownWrites,
      byte[] fromInclusive,
      byte[] toExclusive) {
    this.committed = committed;
    this.ownWrites = ownWrites;
    this.truncatedAt = writes.truncatedAt(ownWrites);
    this.own = range(writes.keys(), fromInclusive, toExclusive).values().iterator();
    advanceOwn();
    if (truncatedAt < 0) {
      refill();
    }
  }

  private static NavigableMap<byte[], KeyWrites> range(
      NavigableMap<byte[], KeyWrites> keys, byte[] from, byte[] to) {
    if (from != null && to != null) {
      return Arrays.compareUnsigned(from, to) < 0
          ? keys.subMap(from, true, to, false)
          : keys.subMap(from, true, from, false);
    }
    NavigableMap<byte[], KeyWrites> tail = from == null ? keys : keys.tailMap(from, true);
    return to == null ? tail : tail.headMap(to, false);
  }

  /** Moves to the next own write that this view shows. */
  private void advanceOwn() {
    nextOwn = null;
    while (nextOwn == null && own.hasNext()) {
      KeyWrites candidate = own.next();
      nextVersion = candidate.between(Math.max(0, truncatedAt), ownWrites);
      nextOwn = nextVersion == null ? null : candidate;
    }
  }

  private void refill() {
    at = 0;
    filled = committed.next(keys, rows);
  }

  @Override
  public int next(byte[][] outKeys, byte[][] outValues) {
    int count = 0;
    while (count < outKeys.length && (at < filled || nextOwn != null)) {
      int order = compareHeads();
      byte[] key = order < 0 ? keys[at] : nextOwn.key();
      byte[] row = order < 0 ? rows[at] : nextVersion.row();
      if (order <= 0 && ++at == filled) {
        refill();
      }
      if (order >= 0) {
        advanceOwn();
      }
      if (row != null) {
        outKeys[count] = order < 0 ? key : key.clone();
        if (outValues != null) {
          outValues[count] = order < 0 ? row : row.clone();
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
    return nextOwn == null ? -1 : Arrays.compareUnsigned(keys[at], nextOwn.key());
  }

  @Override
  public void close() {
    committed.close();
  }
}
