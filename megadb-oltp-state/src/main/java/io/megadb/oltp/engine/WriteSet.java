package io.megadb.oltp.engine;

import io.megadb.oltp.RowBlock;
import io.megadb.oltp.log.LogChange;
import io.megadb.oltp.log.LogOperation;
import io.megadb.oltp.log.PackedPuts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A transaction's writes before commit. Each write has a position, the number of writes before it;
 * a statement's view and a savepoint are just such numbers. Written by the transaction's thread,
 * read by cursors of any.
 */
final class WriteSet {
  /** Heap of one written key beside its bytes: map node, chain, undo entry. */
  private static final int ENTRY_BYTES = 160;

  private final ConcurrentHashMap<Integer, TableWrites> tables = new ConcurrentHashMap<>();

  /**
   * What was done: a {@link KeyWrites} got a version or a {@link TableWrites} was emptied, at one
   * position each, or a {@link BulkAppend} at as many as it has rows.
   */
  private final List<Object> undo = new ArrayList<>();

  private int positions;

  private int lastMark;
  private long bytes;

  /** Rows that went into bulk rows after the first {@code before}. */
  private record BulkAppend(BulkRows rows, int before, int count) {}

  boolean isEmpty() {
    return positions == 0;
  }

  /** Number of writes so far; later writes will not change what these first ones say. */
  int mark() {
    lastMark = positions;
    return lastMark;
  }

  long bytes() {
    return bytes;
  }

  static long bytesOf(byte[] key, byte[] row) {
    return ENTRY_BYTES + (long) key.length + length(row);
  }

  /** The table's writes, or null. */
  TableWrites table(int tableId) {
    return tables.get(tableId);
  }

  /** The newest own state of a key, or null when no own write says anything about it. */
  KeyWrites.OwnVersion newest(int tableId, byte[] key) {
    TableWrites table = tables.get(tableId);
    return table == null ? null : table.find(key, positions);
  }

  /**
   * Writes a row, or with null deletes it.
   *
   * @param committedRowLsn LSN of the committed row that is replaced, 0 for none
   */
  void write(int tableId, byte[] key, byte[] row, long committedRowLsn) {
    TableWrites table = tables.computeIfAbsent(tableId, TableWrites::new);
    KeyWrites writes = table.keys().get(key);
    if (writes == null) {
      BulkRows bulk = table.bulk(positions);
      boolean overridesBulk = bulk != null && bulk.contains(key);
      writes = new KeyWrites(tableId, key, committedRowLsn, overridesBulk);
      table.keys().put(key, writes);
      table.addOverrides(overridesBulk ? 1 : 0);
    }
    KeyWrites.OwnVersion head = writes.head();
    if (head != null && head.position() >= lastMark) {
      // Nobody was shown the version that is replaced.
      bytes += length(row) - length(head.row());
      writes.head(new KeyWrites.OwnVersion(row, head.position(), head.older()));
      return;
    }
    writes.head(new KeyWrites.OwnVersion(row, positions++, head));
    undo.add(writes);
    bytes += bytesOf(key, row);
  }

  private static long length(byte[] row) {
    return row == null ? 0 : row.length;
  }

  void truncate(int tableId) {
    TableWrites table = tables.computeIfAbsent(tableId, TableWrites::new);
    table.addTruncation(positions++);
    undo.add(table);
    lastMark = positions;
    bytes += ENTRY_BYTES;
  }

  /** Takes back all but the first {@code keep} writes. */
  void rollbackTo(int keep) {
    while (positions > keep) {
      Object done = undo.remove(undo.size() - 1);
      if (done instanceof BulkAppend append) {
        takeBack(append);
        positions -= append.count;
        continue;
      }
      if (done instanceof KeyWrites writes) {
        takeBack(writes);
      } else {
        ((TableWrites) done).removeLastTruncation();
        bytes -= ENTRY_BYTES;
      }
      positions--;
    }
    lastMark = keep;
  }

  private void takeBack(KeyWrites writes) {
    KeyWrites.OwnVersion head = writes.head();
    bytes -= bytesOf(writes.key(), head.row());
    writes.head(head.older());
    if (head.older() == null) {
      TableWrites table = tables.get(writes.tableId());
      table.keys().remove(writes.key());
      table.addOverrides(writes.overridesBulk() ? -1 : 0);
    }
  }

  private void takeBack(BulkAppend append) {
    BulkRows rows = append.rows;
    bytes -= rows.bytes();
    rows.truncate(append.before);
    bytes += rows.bytes();
  }

  /** True when the transaction has emptied the table: no committed row is left for it. */
  boolean isTruncated(int tableId) {
    TableWrites table = tables.get(tableId);
    return table != null && table.truncatedAt(positions) >= 0;
  }

  /** The bulk rows that new ones of a table go to. */
  BulkRows bulk(int tableId) {
    return tables.computeIfAbsent(tableId, TableWrites::new).bulkForAppend(positions);
  }

  /** True when single writes say something about a key of the block. */
  boolean hasSingle(int tableId, RowBlock block) {
    TableWrites table = tables.get(tableId);
    if (table == null || table.keys().isEmpty()) {
      return false;
    }
    for (int row = 0; row < block.size(); row++) {
      if (table.keys().containsKey(block.key(row))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Inserts rows {@code from … to - 1} of a block, up to the first whose key is there already.
   *
   * @param rows of {@link #bulk}, prepared; no single write may say anything about the keys
   * @return number of the first row that was not inserted
   */
  int append(BulkRows rows, RowBlock block, int from, int to) {
    int before = rows.count();
    long bytesBefore = rows.bytes();
    int end = from;
    boolean noted = false;
    try {
      end = rows.append(block, from, to, positions);
      if (end > from) {
        undo.add(new BulkAppend(rows, before, end - from));
      }
      noted = true;
    } finally {
      if (!noted) {
        rows.truncate(before); // out of memory: no row may stay that no rollback takes back
      }
      bytes += rows.bytes() - bytesBefore;
    }
    positions += end - from;
    return end;
  }

  /**
   * The net effect for the log, table by table: a truncation, then single writes in key order, then
   * rows inserted in bulk. May be iterated again as long as nothing is written.
   */
  Iterable<LogChange> changes() {
    Map<Integer, TableWrites> ordered =
        tables.size() == 1 ? tables : new ConcurrentSkipListMap<>(tables);
    int writes = positions;
    return () -> new ChangeIterator(ordered.values().iterator(), writes);
  }

  /** Walks over tables and, inside, keys; skips keys that end as they began. */
  private static final class ChangeIterator implements Iterator<LogChange> {
    private final Iterator<TableWrites> tables;
    private final int writes;
    private Iterator<KeyWrites> keys = List.<KeyWrites>of().iterator();
    private Iterator<PackedPuts> bulk = List.<PackedPuts>of().iterator();
    private int truncatedAt;
    private LogChange next;

    ChangeIterator(Iterator<TableWrites> tables, int writes) {
      this.tables = tables;
      this.writes = writes;
      this.next = find();
    }

    private LogChange find() {
      while (true) {
        while (keys.hasNext()) {
          LogChange change = change(keys.next());
          if (change != null) {
            return change;
          }
        }
        if (bulk.hasNext()) {
          return bulk.next();
        }
        if (!tables.hasNext()) {
          return null;
        }
        TableWrites table = tables.next();
        keys = table.keys().values().iterator();
        bulk = bulk(table);
        truncatedAt = table.truncatedAt(writes);
        if (truncatedAt >= 0) {
          return LogOperation.truncate(table.tableId());
        }
      }
    }

    private Iterator<PackedPuts> bulk(TableWrites table) {
      BulkRows rows = table.bulk(writes);
      return rows == null
          ? List.<PackedPuts>of().iterator()
          : rows.packed(table.overrides() == 0 ? null : table.keys()::containsKey);
    }

    private LogOperation change(KeyWrites writes) {
      KeyWrites.OwnVersion version = writes.head();
      if (version == null || version.position() < truncatedAt) {
        return null;
      }
      long replaced = truncatedAt >= 0 ? 0 : writes.committedRowLsn();
      if (version.row() != null) {
        return LogOperation.put(writes.tableId(), writes.key(), version.row(), replaced);
      }
      return replaced == 0 ? null : LogOperation.delete(writes.tableId(), writes.key(), replaced);
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public LogChange next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      LogChange result = next;
      next = find();
      return result;
    }
  }
}
