package io.megadb.tables.memory;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.codec.RowCodec;
import io.megadb.tables.keyed.TableLayout;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The committed rows of one table.
 *
 * <pre>
 *   head                                        tail
 *   [ chunk ][ chunk ][ chunk ] … [ chunk ][ chunk ]      a version: created, deleted, deadline
 *     evicted, compacted ◄──              ──► appended by commits
 *   index: key ─► number of its newest version
 *   deadlines: min-heap of (time, key)
 * </pre>
 *
 * <p>Commits change it one at a time, under its monitor. Readers take the array of chunks once and
 * need no lock: what a later commit changes, they do not see at their log position.
 */
final class MemoryTable {
  private final MemoryOptions options;
  private final MemoryCharge charge;
  private final Map<Bytes, Long> index = new HashMap<>();
  private final Deadlines deadlines = new Deadlines();
  private volatile TableLayout layout;
  private volatile Chunk[] chunks = {};
  private long nextId;
  private long evictFrom;
  private long liveRows;
  private long pendingRows;

  MemoryTable(TableDefinition table, MemoryOptions options, MemoryCharge charge) {
    this.layout = new TableLayout(table);
    this.options = options;
    this.charge = charge;
  }

  /** A row version. */
  record Version(Chunk chunk, int row) {
    boolean live(long nowMs) {
      return chunk.deleted[row] == Chunk.LIVE && chunk.deadlineMs[row] > nowMs;
    }

    /** Log position of the last change of this key. */
    long changedAt() {
      return chunk.deleted[row] == Chunk.LIVE ? chunk.created[row] : chunk.deleted[row];
    }

    /** The row as a layout has it, which may be newer than the row. */
    Batch values(TableLayout layout) {
      List<ColumnDefinition> columns = layout.table().columns();
      Vector[] values = new Vector[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = chunk.column(columns.get(i), new int[] {row}, 1);
      }
      return new Batch(1, values);
    }
  }

  MemoryOptions options() {
    return options;
  }

  TableLayout layout() {
    return layout;
  }

  /** All versions, for reading at some log position. */
  Chunk[] chunks() {
    return chunks;
  }

  synchronized long liveRows() {
    return liveRows;
  }

  /** The newest version of a key, or null. */
  synchronized Version newest(Bytes key) {
    Long id = index.get(key);
    return id == null ? null : version(id);
  }

  /** Announces rows that a transaction will add; false if the table is full and refuses more. */
  synchronized boolean announce(int rows) {
    if (!options.evict() && liveRows + pendingRows + rows > options.capacity()) {
      return false;
    }
    pendingRows += rows;
    return true;
  }

  synchronized void withdraw(long rows) {
    pendingRows -= rows;
  }

  /** Columns changed; rows there are keep theirs. */
  synchronized void alter(TableDefinition changed) {
    layout = new TableLayout(changed);
  }

  /** Makes a transaction's writes the newest versions. */
  synchronized void commit(List<PendingRow> writes, long lsn, long nowMs, long oldestLsn) {
    int first = 0;
    Map<Bytes, PendingRow> last = new java.util.LinkedHashMap<>();
    for (int i = 0; i < writes.size(); i++) {
      if (writes.get(i).isTruncate()) {
        first = i + 1;
      }
    }
    if (first > 0) {
      deleteAll(lsn);
    }
    for (PendingRow write : writes.subList(first, writes.size())) {
      last.remove(write.key());
      last.put(write.key(), write);
    }
    last.keySet().forEach(key -> delete(key, lsn));
    append(last.values(), lsn);
    expire(lsn, nowMs);
    evict(lsn);
    compact(oldestLsn);
  }

  /** Removes what has expired; to be called with the position of the next commit. */
  synchronized void expire(long lsn, long nowMs) {
    for (Bytes key = deadlines.pollDue(nowMs); key != null; key = deadlines.pollDue(nowMs)) {
      Version newest = newest(key);
      if (newest != null && newest.chunk().deadlineMs[newest.row()] <= nowMs) {
        delete(key, lsn);
      }
    }
  }

  /** Gives back what all rows hold. */
  synchronized void close() {
    for (Chunk chunk : chunks) {
      charge.adjust(-chunk.bytes());
    }
    chunks = new Chunk[0];
    index.clear();
    liveRows = 0;
  }

  private Version version(long id) {
    int low = 0;
    int high = chunks.length - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (chunks[middle].firstId <= id) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return new Version(chunks[low], (int) (id - chunks[low].firstId));
  }

  private void deleteAll(long lsn) {
    for (Chunk chunk : chunks) {
      for (int row = 0; row < chunk.size(); row++) {
        if (chunk.deleted[row] == Chunk.LIVE) {
          chunk.deleted[row] = lsn;
        }
      }
    }
    liveRows = 0;
  }

  private void delete(Bytes key, long lsn) {
    Version newest = newest(key);
    if (newest != null && newest.chunk().deleted[newest.row()] == Chunk.LIVE) {
      newest.chunk().deleted[newest.row()] = lsn;
      liveRows--;
    }
  }

  private void append(Collection<PendingRow> writes, long lsn) {
    TableLayout current = layout;
    RowCodec codec = current.rowCodec();
    List<Bytes> keys = new ArrayList<>();
    List<Long> deadline = new ArrayList<>();
    VectorBuilder[] builders = RowCodec.builders(current.types(), 16);
    for (PendingRow write : writes) {
      if (write.row() == null) {
        continue;
      }
      codec.decode(write.row(), builders);
      keys.add(write.key());
      deadline.add(write.deadlineMs());
      if (keys.size() == Batch.MAX_ROWS) {
        addChunk(keys, deadline, RowCodec.build(builders, keys.size()), lsn);
        keys.clear();
        deadline.clear();
      }
    }
    if (!keys.isEmpty()) {
      addChunk(keys, deadline, RowCodec.build(builders, keys.size()), lsn);
    }
  }

  private void addChunk(List<Bytes> keys, List<Long> deadline, Batch batch, long lsn) {
    int rows = keys.size();
    long[] created = new long[rows];
    long[] deleted = new long[rows];
    Arrays.fill(created, lsn);
    Arrays.fill(deleted, Chunk.LIVE);
    long[] deadlineMs = deadline.stream().mapToLong(Long::longValue).toArray();
    Chunk chunk =
        new Chunk(
            nextId, attnums(), batch, keys.toArray(Bytes[]::new), created, deleted, deadlineMs);
    for (int row = 0; row < rows; row++) {
      index.put(keys.get(row), nextId + row);
      if (deadlineMs[row] != MemoryOptions.FOREVER) {
        deadlines.add(deadlineMs[row], keys.get(row));
      }
    }
    nextId += rows;
    liveRows += rows;
    charge.adjust(chunk.bytes());
    Chunk[] more = Arrays.copyOf(chunks, chunks.length + 1);
    more[chunks.length] = chunk;
    chunks = mergeTail(more);
  }

  private int[] attnums() {
    return layout.table().columns().stream().mapToInt(ColumnDefinition::attnum).toArray();
  }

  /** Joins small chunks like a binary counter, so that each row is copied a dozen times at most. */
  private Chunk[] mergeTail(Chunk[] all) {
    int length = all.length;
    while (length > 1) {
      Chunk before = all[length - 2];
      Chunk tail = all[length - 1];
      if (before.size() > 2 * tail.size()
          || before.size() + tail.size() > Batch.MAX_ROWS
          || !Arrays.equals(before.attnums, tail.attnums)) {
        break;
      }
      Chunk joined =
          before.append(tail, RowCodec.builders(layout.types(), before.size() + tail.size()));
      charge.adjust(joined.bytes() - before.bytes() - tail.bytes());
      all[length - 2] = joined;
      length--;
    }
    return length == all.length ? all : Arrays.copyOf(all, length);
  }

  private void evict(long lsn) {
    while (options.evict() && liveRows > options.capacity()) {
      Version oldest = version(evictFrom++);
      if (oldest.chunk().deleted[oldest.row()] == Chunk.LIVE) {
        oldest.chunk().deleted[oldest.row()] = lsn;
        liveRows--;
      }
    }
  }

  /** Rewrites the ring without versions that nobody can see, once they are the greater half. */
  private void compact(long oldestLsn) {
    long all = nextId - (chunks.length == 0 ? nextId : chunks[0].firstId);
    if (all < 2 * liveRows + 2L * Batch.MAX_ROWS) {
      return;
    }
    Chunk[] old = chunks;
    List<Chunk> kept = new ArrayList<>();
    index.clear();
    long freed = 0;
    long id = nextId;
    for (Chunk chunk : old) {
      int[] rows = new int[chunk.size()];
      int count = 0;
      for (int row = 0; row < rows.length; row++) {
        if (chunk.deleted[row] > oldestLsn) {
          rows[count++] = row;
        }
      }
      freed += chunk.bytes();
      if (count > 0) {
        Chunk smaller = select(chunk, id, rows, count);
        freed -= smaller.bytes();
        kept.add(smaller);
        for (int row = 0; row < count; row++) {
          index.put(smaller.keys[row], id + row);
        }
        id += count;
      }
    }
    nextId = id;
    evictFrom = kept.isEmpty() ? id : kept.get(0).firstId;
    charge.adjust(-freed);
    chunks = kept.toArray(Chunk[]::new);
  }

  private static Chunk select(Chunk chunk, long firstId, int[] rows, int count) {
    Bytes[] keys = new Bytes[count];
    long[] created = new long[count];
    long[] deleted = new long[count];
    long[] deadlineMs = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = chunk.keys[rows[i]];
      created[i] = chunk.created[rows[i]];
      deleted[i] = chunk.deleted[rows[i]];
      deadlineMs[i] = chunk.deadlineMs[rows[i]];
    }
    return new Chunk(
        firstId,
        chunk.attnums,
        chunk.batch.select(rows, count),
        keys,
        created,
        deleted,
        deadlineMs);
  }
}
