package io.megadb.tables.olap.parquet;

import io.megadb.type.PgType;
import io.megadb.vector.Vector;
import java.io.IOException;

/**
 * A column that is read from the cache, and decoded into it, where it is read again and again; the
 * first time it is as any other column. Confined to one thread.
 */
final class CachedCursor extends ColumnCursor {
  /** One column takes at most this part of the cache. */
  private static final int SHARE = 4;

  private final ColumnCursor column;
  private final ParquetFile file;
  private final String name;
  private final PgType type;
  private final ColumnCache cache;
  private final long limit;
  private int rowGroup;
  private boolean asked;
  private boolean opened;
  private DecodedColumn decoded;
  private long hits;
  private long misses;

  CachedCursor(
      ColumnCursor column,
      ParquetFile file,
      String name,
      PgType type,
      ColumnCache cache,
      long limit) {
    this.column = column;
    this.file = file;
    this.name = name;
    this.type = type;
    this.cache = cache;
    this.limit = limit;
  }

  @Override
  void open(int newRowGroup) {
    rowGroup = newRowGroup;
    asked = false;
    opened = false;
    decoded = null;
  }

  /** Whether the row group's column is there, found or decoded; otherwise its pages are open. */
  private boolean isDecoded() throws IOException {
    if (!asked) {
      asked = true;
      ColumnCache.Key key =
          new ColumnCache.Key(file.footer().identity(), rowGroup, name, type.toString());
      decoded = cache.find(key);
      if (decoded == null) {
        misses++;
        if (cache.isReadAgain(key)) {
          decode(key);
        }
      } else {
        hits++;
      }
    }
    if (decoded == null && !opened) {
      column.open(rowGroup);
      opened = true;
    }
    return decoded != null;
  }

  private void decode(ColumnCache.Key key) throws IOException {
    long rows = file.footer().metadata().getBlocks().get(rowGroup).getRowCount();
    column.open(rowGroup);
    decoded = DecodedColumn.read(column, rows, limit / SHARE);
    if (decoded == null) {
      cache.refuse(key);
    } else {
      cache.keep(key, decoded, limit);
    }
  }

  @Override
  Vector read(long from, int rows) throws IOException {
    return isDecoded() ? decoded.read(from, rows) : column.read(from, rows);
  }

  @Override
  Vector encoded(long from, int rows) throws IOException {
    return isDecoded() ? decoded.encoded(from, rows) : column.encoded(from, rows);
  }

  @Override
  Vector read(long from, int range, int[] selected, int count) throws IOException {
    return isDecoded()
        ? decoded.select(from, selected, count)
        : column.read(from, range, selected, count);
  }

  long hits() {
    return hits;
  }

  long misses() {
    return misses;
  }

  @Override
  public void close() {
    column.close();
  }
}
