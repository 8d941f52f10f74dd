package io.megadb.oltp.engine;

import io.megadb.oltp.log.LogOperation;
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
   * What each position did: a {@link KeyWrites} got a version, or a {@link TableWrites} emptied.
   */
  private final List<Object> undo = new ArrayList<>();

  private int lastMark;
  private long bytes;

  boolean isEmpty() {
    return undo.isEmpty();
  }

  /** Number of writes so far; later writes will not change what these first ones say. */
  int mark() {
    lastMark = undo.size();
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
    return table == null ? null : table.find(key, undo.size());
  }

  /**
   * Writes a row, or with null deletes it.
   *
   * @param committedRowLsn LSN of the committed row that is replaced, 0 for none
   */
  void write(int tableId, byte[] key, byte[] row, long committedRowLsn) {
    KeyWrites writes =
        tables
            .computeIfAbsent(tableId, TableWrites::new)
            .keys()
            .computeIfAbsent(key, absent -> new KeyWrites(tableId, absent, committedRowLsn));
    KeyWrites.OwnVersion head = writes.head();
    if (head != null && head.position() >= lastMark) {
      // Nobody was shown the version that is replaced.
      bytes += length(row) - length(head.row());
      writes.head(new KeyWrites.OwnVersion(row, head.position(), head.older()));
      return;
    }
    writes.head(new KeyWrites.OwnVersion(row, undo.size(), head));
    undo.add(writes);
    bytes += bytesOf(key, row);
  }

  private static long length(byte[] row) {
    return row == null ? 0 : row.length;
  }

  void truncate(int tableId) {
    TableWrites table = tables.computeIfAbsent(tableId, TableWrites::new);
    table.addTruncation(undo.size());
    undo.add(table);
    lastMark = undo.size();
    bytes += ENTRY_BYTES;
  }

  /** Takes back all but the first {@code keep} writes. */
  void rollbackTo(int keep) {
    for (int i = undo.size() - 1; i >= keep; i--) {
      Object done = undo.remove(i);
      if (done instanceof KeyWrites writes) {
        takeBack(writes);
      } else {
        ((TableWrites) done).removeLastTruncation();
        bytes -= ENTRY_BYTES;
      }
    }
    lastMark = keep;
  }

  private void takeBack(KeyWrites writes) {
    KeyWrites.OwnVersion head = writes.head();
    bytes -= bytesOf(writes.key(), head.row());
    writes.head(head.older());
    if (head.older() == null) {
      tables.get(writes.tableId()).keys().remove(writes.key());
    }
  }

  /**
   * The net effect as log operations, in table and key order per table; may be iterated again as
   * long as nothing is written.
   */
  Iterable<LogOperation> operations() {
    Map<Integer, TableWrites> ordered = new ConcurrentSkipListMap<>(tables);
    int writes = undo.size();
    return () -> new OperationIterator(ordered.values().iterator(), writes);
  }

  /** Walks over tables and, inside, keys; skips keys that end as they began. */
  private static final class OperationIterator implements Iterator<LogOperation> {
    private final Iterator<TableWrites> tables;
    private final int writes;
    private Iterator<KeyWrites> keys = List.<KeyWrites>of().iterator();
    private int truncatedAt;
    private LogOperation next;

    OperationIterator(Iterator<TableWrites> tables, int writes) {
      this.tables = tables;
      this.writes = writes;
      this.next = find();
    }

    private LogOperation find() {
      while (true) {
        while (keys.hasNext()) {
          LogOperation operation = operation(keys.next());
          if (operation != null) {
            return operation;
          }
        }
        if (!tables.hasNext()) {
          return null;
        }
        TableWrites table = tables.next();
        keys = table.keys().values().iterator();
        truncatedAt = table.truncatedAt(writes);
        if (truncatedAt >= 0) {
          return LogOperation.truncate(table.tableId());
        }
      }
    }

    private LogOperation operation(KeyWrites writes) {
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
    public LogOperation next() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      LogOperation result = next;
      next = find();
      return result;
    }
  }
}
