package io.megadb.tables.olap.parquet;

import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decoded columns of row groups, the one used longest ago given up first. A column is kept when it
 * is read a second time: a table that is read once leaves nothing behind. What is kept is also
 * given back when the heap runs out. Thread-safe.
 */
public final class ColumnCache {
  /** Columns remembered as read once. */
  private static final int MAX_SEEN = 1 << 16;

  private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** False for columns that are too large. */
  private final Map<Key, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
          return size() > MAX_SEEN;
        }
      };

  private long bytes;

  /**
   * A column of a row group.
   *
   * @param file as the footer was read; another footer is another file
   * @param type as which it is read
   */
  record Key(Footer.Identity file, int rowGroup, String column, String type) {}

  private record Kept(SoftReference<DecodedColumn> column, long bytes) {}

  /** A column that is kept; null if it is not. */
  synchronized DecodedColumn find(Key key) {
    Kept found = kept.get(key);
    if (found == null) {
      return null;
    }
    DecodedColumn column = found.column.get();
    if (column == null) {
      bytes -= kept.remove(key).bytes;
    }
    return column;
  }

  /** Notes that a column is read; answers whether it is worth keeping. */
  synchronized boolean isReadAgain(Key key) {
    return Boolean.TRUE.equals(seen.putIfAbsent(key, true));
  }

  /** Notes that a column is too large ever to be kept. */
  synchronized void refuse(Key key) {
    seen.put(key, false);
  }

  /**
   * Keeps a column.
   *
   * @param limit of the bytes of all columns
   */
  synchronized void keep(Key key, DecodedColumn column, long limit) {
    if (column.bytes() > limit) {
      return;
    }
    Kept before = kept.put(key, new Kept(new SoftReference<>(column), column.bytes()));
    bytes += column.bytes() - (before == null ? 0 : before.bytes);
    Iterator<Kept> oldest = kept.values().iterator();
    while (bytes > limit) {
      bytes -= oldest.next().bytes;
      oldest.remove();
    }
  }

  /** Bytes of all columns that are kept. */
  public synchronized long bytes() {
    return bytes;
  }
}
