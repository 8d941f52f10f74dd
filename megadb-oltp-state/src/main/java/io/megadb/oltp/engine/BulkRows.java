package io.megadb.oltp.engine;

import io.megadb.oltp.RowBlock;
import io.megadb.oltp.lock.KeyHash;
import io.megadb.oltp.lock.LockedKeys;
import io.megadb.oltp.log.PackedPuts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/**
 * Rows that a transaction inserted into one table by the block, packed as the log stores them: some
 * 20 bytes a row beside key and row, no object. As long as keys ascend, the order of rows is their
 * index; from the first key that does not, a hash table is.
 *
 * <p>Written by the transaction's thread; read by cursors and, as the set of keys that are locked,
 * by other transactions: guarded by its own monitor.
 */
final class BulkRows implements LockedKeys {
  private static final int FIRST_CHUNK_BYTES = 1 << 14;
  private static final int CHUNK_BYTES = 1 << 18;

  /** Heap of one row beside its bytes: where it begins. */
  private static final int ROW_BYTES = Integer.BYTES;

  /** Some rows in sequence. */
  private static final class Chunk {
    private final byte[] bytes;
    private final int firstRow;
    private int[] starts = new int[256];
    private int used;
    private int rows;

    Chunk(int capacity, int firstRow) {
      this.bytes = new byte[capacity];
      this.firstRow = firstRow;
    }

    int end(int row) {
      return row + 1 == rows ? used : starts[row + 1];
    }
  }

  private final int tableId;
  private final byte[] head;
  private final List<Chunk> chunks = new ArrayList<>();
  private final PackedPuts.Layout layout = new PackedPuts.Layout();

  /** Where each append began: row and position among the transaction's writes. */
  private int[] appendRows = new int[16];

  private int[] appendPositions = new int[16];
  private int appends;
  private int count;
  private long bytes;

  /** Null as long as keys ascend. */
  private KeyIndex index;

  /** Rows in key order, of the first {@code order.length} rows; null when not known. */
  private int[] order;

  /** Number of times that rows were taken back, after which an order says nothing. */
  private int truncations;

  BulkRows(int tableId) {
    this.tableId = tableId;
    this.head = PackedPuts.head(tableId);
  }

  int tableId() {
    return tableId;
  }

  /** The transaction's writes before the first row; -1 without rows. */
  synchronized int firstPosition() {
    return appends == 0 ? -1 : appendPositions[0];
  }

  synchronized int count() {
    return count;
  }

  /** Heap in use or needed for the commit, without the rest of the last chunk. */
  synchronized long bytes() {
    return bytes + (index == null ? 0 : index.bytes() + (long) KeyOrder.ROW_BYTES * count);
  }

  /** Upper bound of the heap that rows of a block will take. */
  static long bytesOf(RowBlock block, int from, int to) {
    int rows = to - from;
    long data = rows == 0 ? 0 : (long) block.rowTo(to - 1) - block.keyFrom(from);
    // A hash table has at most eight slots a row.
    int rowBytes =
        PackedPuts.maxBytes(6, 0, 0) + ROW_BYTES + 8 * Integer.BYTES + KeyOrder.ROW_BYTES;
    return data + (long) rows * rowBytes;
  }

  /**
   * Gets ready for an {@link #append} of these rows: what takes long happens here, where nobody who
   * asks for a lock waits for it. Of the transaction's thread, which alone changes the rows.
   */
  void prepare(RowBlock block, int from, int to) {
    KeyIndex present = index;
    if (present == null ? ascends(block, from, to) : !present.isFullWith(to - from)) {
      return;
    }
    KeyIndex larger = new KeyIndex();
    larger.grow(count + to - from);
    BulkKeys keys = keys();
    for (int row = 0; row < count; row++) {
      byte[] bytes = keys.find(row);
      larger.add(KeyHash.of(bytes, keys.keyFrom(), keys.keyTo()), row);
    }
    synchronized (this) {
      index = larger;
    }
  }

  /** True when the rows' keys ascend, from the last key that is here on. */
  private boolean ascends(RowBlock block, int from, int to) {
    if (count > 0 && from < to) {
      int keyFrom = block.keyFrom(from);
      if (compareLast(block.bytes(), keyFrom, block.keyTo(from)) >= 0) {
        return false;
      }
    }
    for (int row = from + 1; row < to; row++) {
      if (block.compareKeys(row - 1, row) >= 0) {
        return false;
      }
    }
    return true;
  }

  private synchronized int compareLast(byte[] other, int from, int to) {
    return compareKey(count - 1, other, from, to);
  }

  private synchronized BulkKeys keys() {
    int size = chunks.size();
    byte[][] bytes = new byte[size][];
    int[][] starts = new int[size][];
    int[] firstRows = new int[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = chunks.get(i).bytes;
      starts[i] = chunks.get(i).starts;
      firstRows[i] = chunks.get(i).firstRow;
    }
    return new BulkKeys(bytes, starts, firstRows, head.length);
  }

  /**
   * Appends rows of a block, up to the first whose key is here already. They have been announced to
   * {@link #prepare}.
   *
   * @param position number of the transaction's writes so far
   * @return number of the first row of the block that was not appended
   */
  synchronized int append(RowBlock block, int from, int to, int position) {
    if (appends == appendRows.length) {
      appendRows = Arrays.copyOf(appendRows, 2 * appends);
      appendPositions = Arrays.copyOf(appendPositions, 2 * appends);
    }
    appendRows[appends] = count;
    appendPositions[appends++] = position;
    int row = from;
    while (row < to && append(block, row)) {
      row++;
    }
    if (row == from) {
      appends--;
    }
    return row;
  }

  private boolean append(RowBlock block, int row) {
    int keyFrom = block.keyFrom(row);
    int keyTo = block.keyTo(row);
    if (index == null) {
      if (count > 0 && compareKey(count - 1, block.bytes(), keyFrom, keyTo) >= 0) {
        throw new IllegalStateException("rows of table " + tableId + " were not prepared");
      }
    } else {
      int hash = KeyHash.of(block.bytes(), keyFrom, keyTo);
      if (indexed(hash, block.bytes(), keyFrom, keyTo) >= 0) {
        return false;
      }
      index.add(hash, count);
    }
    int needed =
        PackedPuts.maxBytes(head.length, keyTo - keyFrom, block.rowTo(row) - block.keyTo(row));
    Chunk chunk = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
    if (chunk == null || chunk.bytes.length - chunk.used < needed) {
      int capacity = chunk == null ? FIRST_CHUNK_BYTES : CHUNK_BYTES;
      chunk = new Chunk(Math.max(capacity, needed), count);
      chunks.add(chunk);
    }
    if (chunk.rows == chunk.starts.length) {
      chunk.starts = Arrays.copyOf(chunk.starts, 2 * chunk.rows);
    }
    chunk.starts[chunk.rows++] = chunk.used;
    bytes -= chunk.used;
    chunk.used =
        PackedPuts.write(
            head, block.bytes(), keyFrom, keyTo, block.rowTo(row), chunk.bytes, chunk.used);
    bytes += chunk.used + ROW_BYTES;
    count++;
    return true;
  }

  /** Takes back all but the first {@code keep} rows. */
  synchronized void truncate(int keep) {
    while (appends > 0 && appendRows[appends - 1] >= keep) {
      appends--;
    }
    while (count > keep) {
      Chunk last = chunks.get(chunks.size() - 1);
      int rows = Math.max(0, keep - last.firstRow);
      bytes -= (long) ROW_BYTES * (last.rows - rows) + last.used - last.starts[rows];
      count -= last.rows - rows;
      last.used = last.starts[rows];
      last.rows = rows;
      if (rows == 0) {
        chunks.remove(chunks.size() - 1);
      }
    }
    if (count == 0) {
      index = null;
    }
    order = null;
    truncations++;
  }

  /** Number of rows among the transaction's first {@code writes} writes. */
  synchronized int countBefore(int writes) {
    int known = appends;
    while (known > 0 && appendPositions[known - 1] >= writes) {
      known--;
    }
    return known == appends ? count : appendRows[known];
  }

  /** The transaction's writes before a row. */
  synchronized int position(int row) {
    int found = Arrays.binarySearch(appendRows, 0, appends, row);
    int append = found < 0 ? -found - 2 : found;
    return appendPositions[append] + row - appendRows[append];
  }

  @Override
  public boolean contains(byte[] key) {
    return find(key) >= 0;
  }

  /** The row of a key, or -1. */
  synchronized int find(byte[] key) {
    if (index != null) {
      return indexed(KeyHash.of(key, 0, key.length), key, 0, key.length);
    }
    int row = firstFrom(key, count, null);
    return row < count && compareKey(row, key, 0, key.length) == 0 ? row : -1;
  }

  private int indexed(int hash, byte[] key, int from, int to) {
    for (int slot = index.start(hash); ; slot = index.next(slot)) {
      int row = index.row(slot);
      if (row < 0) {
        return -1;
      }
      if (row < count && compareKey(row, key, from, to) == 0) {
        return row;
      }
    }
  }

  /**
   * First of the first {@code rows} rows with at least this key, by order.
   *
   * @param order rows in key order; null when that is their own
   */
  private int firstFrom(byte[] key, int rows, int[] order) {
    int low = 0;
    int high = rows;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compareKey(order == null ? middle : order[middle], key, 0, key.length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Compares a row's key, as unsigned bytes, with another. */
  private int compareKey(int row, byte[] other, int from, int to) {
    Chunk chunk = locate(row);
    return Arrays.compareUnsigned(chunk.bytes, layout.keyFrom(), layout.keyTo(), other, from, to);
  }

  /** Finds a row's parts. */
  private Chunk locate(int row) {
    Chunk chunk = chunk(row);
    layout.read(chunk.bytes, chunk.starts[row - chunk.firstRow], head.length);
    return chunk;
  }

  private Chunk chunk(int row) {
    int low = 0;
    int high = chunks.size() - 1;
    if (chunks.get(high).firstRow <= row) {
      return chunks.get(high);
    }
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (chunks.get(middle).firstRow <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return chunks.get(low);
  }

  synchronized byte[] key(int row) {
    Chunk chunk = locate(row);
    return Arrays.copyOfRange(chunk.bytes, layout.keyFrom(), layout.keyTo());
  }

  synchronized byte[] row(int row) {
    Chunk chunk = locate(row);
    return Arrays.copyOfRange(chunk.bytes, layout.rowFrom(), layout.rowTo());
  }

  /**
   * Fills an array with rows in key order.
   *
   * @param rows how many of the first rows count
   * @param fromInclusive null for the first
   * @param toExclusive null for the end
   */
  int[] range(int rows, byte[] fromInclusive, byte[] toExclusive) {
    int[] sorted = sorted(rows);
    int from = fromInclusive == null ? 0 : boundary(fromInclusive, rows, sorted);
    int to = toExclusive == null ? rows : boundary(toExclusive, rows, sorted);
    int[] range = new int[Math.max(0, to - from)];
    for (int i = 0; i < range.length; i++) {
      range[i] = sorted == null ? from + i : sorted[from + i];
    }
    return range;
  }

  private synchronized int boundary(byte[] key, int rows, int[] sorted) {
    return firstFrom(key, rows, sorted);
  }

  /** The first rows in key order; null when that is their own. */
  private int[] sorted(int rows) {
    int change;
    synchronized (this) {
      if (index == null) {
        return null;
      }
      if (order != null && order.length == rows) {
        return order;
      }
      change = truncations;
    }
    BulkKeys keys = keys();
    int[] sorted = KeyOrder.sort(ascending(rows), keys::key, keys::prefix);
    synchronized (this) {
      order = change == truncations ? sorted : order;
    }
    return sorted;
  }

  private static int[] ascending(int rows) {
    int[] numbers = new int[rows];
    for (int i = 0; i < rows; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  /**
   * All rows in key order, or nearly so: chunk by chunk when they came so, else one by one.
   *
   * @param hidden keys that are left out; null for none
   */
  Iterator<PackedPuts> packed(Predicate<byte[]> hidden) {
    int[] sorted = sorted(count());
    return sorted == null && hidden == null
        ? wholeChunks().iterator()
        : new RowByRow(sorted == null ? ascending(count()) : sorted, hidden);
  }

  private synchronized List<PackedPuts> wholeChunks() {
    List<PackedPuts> whole = new ArrayList<>(chunks.size());
    for (Chunk chunk : chunks) {
      whole.add(new PackedPuts(tableId, chunk.bytes, 0, chunk.used, chunk.rows));
    }
    return whole;
  }

  /** Walks over rows in a given order, which is its own: a cursor may sort for another view. */
  private final class RowByRow implements Iterator<PackedPuts> {
    private final int[] rows;
    private final Predicate<byte[]> hidden;
    private int next;

    RowByRow(int[] rows, Predicate<byte[]> hidden) {
      this.rows = rows;
      this.hidden = hidden;
      skipHidden();
    }

    private void skipHidden() {
      while (hidden != null && next < rows.length && hidden.test(key(rows[next]))) {
        next++;
      }
    }

    @Override
    public boolean hasNext() {
      return next < rows.length;
    }

    @Override
    public PackedPuts next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      PackedPuts row = packed(rows[next++]);
      skipHidden();
      return row;
    }
  }

  private synchronized PackedPuts packed(int row) {
    Chunk chunk = chunk(row);
    int at = row - chunk.firstRow;
    return new PackedPuts(tableId, chunk.bytes, chunk.starts[at], chunk.end(at), 1);
  }
}
