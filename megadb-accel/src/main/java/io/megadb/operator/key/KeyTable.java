package io.megadb.operator.key;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.type.PgType;
import io.megadb.type.VectorKind;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * A table from distinct key rows to their numbers, 0, 1, 2 … in the order of first appearance. Null
 * equals null. Confined to one thread.
 *
 * <pre>
 *   one key column of longs that lie close together -> {@link RangeNumbers}, an array over the range
 *   all others                                      -> hashes with linear probing
 * </pre>
 *
 * Which of the two may change whenever the table grows. Hashing works a batch at a time: all rows
 * look for a candidate, then all candidates are compared column by column, then those that differ
 * look on.
 */
public final class KeyTable {
  /** Slots of an empty table; a power of two. */
  private static final int FIRST_SLOTS = 256;

  private static final long HIGH_HALF = 0xFFFFFFFF_00000000L;

  private final List<PgType> types;
  private final KeyHasher hasher;
  private final ColumnEquality[] equalities;
  private final RowStore keys;
  private final MemoryAccount account;

  /**
   * The hash's high half, then the number of the key plus 1; 0 for a free slot. Linear probing, at
   * most half full.
   */
  private long[] slots = new long[0];

  /** Hash by number of the key. */
  private long[] keyHashes = new long[0];

  private int size;

  /** Whether a single column of longs is the key, and whether a null is among the keys. */
  private final boolean longKey;

  private boolean anyNull;

  /** Used in place of slots and hashes, or null. */
  private RangeNumbers range;

  private long[] hashes = new long[0];
  private int[] positions = new int[0];
  private int[] pending = new int[0];
  private int[] candidates = new int[0];
  private int[] candidateKeys = new int[0];
  private int[] inserted = new int[0];
  private boolean[] same = new boolean[0];

  public KeyTable(List<PgType> types, MemoryAccount account) {
    this.account = account;
    this.types = types;
    hasher = new KeyHasher(types);
    equalities = types.stream().map(ColumnEquality::new).toArray(ColumnEquality[]::new);
    keys = new RowStore(types, account);
    longKey = types.size() == 1 && types.get(0).kind() == VectorKind.LONG;
  }

  private KeyTable(KeyTable filled) {
    account = filled.account;
    hasher = new KeyHasher(filled.types);
    types = filled.types;
    equalities = filled.equalities;
    keys = filled.keys;
    longKey = filled.longKey;
    slots = filled.slots;
    keyHashes = filled.keyHashes;
    size = filled.size;
    anyNull = filled.anyNull;
    range = filled.range;
  }

  /**
   * The same keys for another thread, which may only {@link #find}. Nothing may be inserted any
   * more.
   */
  public KeyTable forReading() {
    // Makes the columns' vectors, which must not happen in two threads at once.
    keys.view();
    return new KeyTable(this);
  }

  /** Number of distinct keys. */
  public int size() {
    return size;
  }

  /** The distinct keys by number. */
  public RowStore keys() {
    return keys;
  }

  /**
   * The number of each row's key; keys not seen before are added.
   *
   * @param columns the key columns, each of {@code rows} rows
   * @param numbers receives the result
   */
  public void insert(Vector[] columns, int rows, int[] numbers) {
    if (longKey && rows > 0 && useRange(columns[0], rows)) {
      ensureScratch(rows);
      int before = size;
      size = range.insert(flatKey(columns), rows, size, numbers, inserted);
      if (size > before) {
        append(columns, rows, size - before);
      }
      return;
    }
    ensureSlots(1L * size + rows);
    search(columns, rows, numbers, true);
  }

  private static LongVector flatKey(Vector[] columns) {
    return (LongVector) columns[0].flat();
  }

  /** Whether the keys, with those to come, are numbered by their range from now on. */
  private boolean useRange(Vector key, int rows) {
    boolean grows = 2L * (size + rows) > slots.length;
    if (range == null && !grows) {
      return false;
    }
    LongVector coming = (LongVector) key.flat();
    if (range == null) {
      RangeNumbers wider = RangeNumbers.of(coming, rows, size == 0 ? null : longKeys(), size);
      if (wider == null) {
        return false;
      }
      account.add(wider.bytes());
      account.release(8L * slots.length + 8L * keyHashes.length);
      slots = new long[0];
      keyHashes = new long[0];
      range = wider;
      return true;
    }
    long held = range.bytes();
    if (range.include(coming, rows, size)) {
      account.add(range.bytes() - held);
      return true;
    }
    range = null;
    account.release(held);
    hashKeys(1L * size + rows);
    return false;
  }

  private LongVector longKeys() {
    return (LongVector) keys.column(0);
  }

  /** Fills the slots anew from the keys. */
  private void hashKeys(long keysNeeded) {
    int held = size;
    size = 0;
    ensureSlots(keysNeeded);
    size = held;
    LongVector all = longKeys();
    anyNull = all.mayHaveNulls();
    hasher.hash(new Vector[] {all}, size, keyHashes);
    fillSlots();
  }

  /** The number of each row's key, or -1. */
  public void find(Vector[] columns, int rows, int[] numbers) {
    if (size == 0) {
      Arrays.fill(numbers, 0, rows, -1);
    } else if (range != null) {
      range.find(flatKey(columns), rows, numbers);
    } else {
      search(columns, rows, numbers, false);
    }
  }

  /** About how many bytes more {@link #insert} would charge if all rows had keys of their own. */
  public long growth(Vector[] columns, int rows) {
    if (range != null) {
      return range.growth((LongVector) columns[0].flat(), rows) + keys.growth(columns);
    }
    long wanted = slotsFor(1L * size + rows);
    long slotBytes = wanted <= slots.length ? 0 : 8L * (wanted - slots.length) * 3 / 2;
    return slotBytes + keys.growth(columns);
  }

  private static long slotsFor(long keysNeeded) {
    return Math.max(FIRST_SLOTS, Long.highestOneBit(keysNeeded * 2 - 1) * 2);
  }

  private void search(Vector[] columns, int rows, int[] numbers, boolean insert) {
    ensureScratch(rows);
    hasher.hash(columns, rows, hashes);
    int mask = slots.length - 1;
    for (int i = 0; i < rows; i++) {
      positions[i] = (int) hashes[i] & mask;
      pending[i] = i;
    }
    // Hashes of single longs differ if the longs do, null apart.
    anyNull |= insert && longKey && columns[0].mayHaveNulls();
    boolean exact = longKey && !anyNull && !columns[0].mayHaveNulls();
    FlatVector[] flat = null;
    int left = rows;
    while (left > 0) {
      int before = size;
      int found = probe(left, numbers, insert, exact);
      if (size > before) {
        append(columns, rows, size - before);
      }
      if (found == 0) {
        return;
      }
      if (flat == null) {
        flat = flatten(columns);
      }
      left = compare(flat, found);
    }
  }

  /** Gives each pending row a free slot, the end of its search, or a candidate to compare with. */
  private int probe(int count, int[] numbers, boolean insert, boolean exact) {
    int mask = slots.length - 1;
    int found = 0;
    int added = 0;
    for (int k = 0; k < count; k++) {
      int row = pending[k];
      long hash = hashes[row];
      int slot = positions[row];
      while (true) {
        long entry = slots[slot];
        if (entry == 0) {
          if (insert) {
            keyHashes[size] = hash;
            numbers[row] = size;
            slots[slot] = hash & HIGH_HALF | ++size;
            inserted[added++] = row;
          } else {
            numbers[row] = -1;
          }
          break;
        }
        int key = (int) entry - 1;
        if (((entry ^ hash) & HIGH_HALF) == 0 && keyHashes[key] == hash) {
          numbers[row] = key;
          if (!exact) {
            positions[row] = slot;
            candidates[found] = row;
            candidateKeys[found++] = key;
          }
          break;
        }
        slot = slot + 1 & mask;
      }
    }
    return found;
  }

  private void append(Vector[] columns, int rows, int added) {
    Vector[] selected = columns;
    if (added < rows || rows != columnRows(columns, rows)) {
      selected = new Vector[columns.length];
      for (int i = 0; i < columns.length; i++) {
        selected[i] = columns[i].select(inserted, added);
      }
    }
    keys.append(added, selected);
  }

  private static int columnRows(Vector[] columns, int rows) {
    return columns.length == 0 ? rows : columns[0].size();
  }

  private static FlatVector[] flatten(Vector[] columns) {
    FlatVector[] flat = new FlatVector[columns.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = columns[i].flat();
    }
    return flat;
  }

  /** Keeps as pending the candidates that differ, one slot further; returns how many. */
  private int compare(FlatVector[] flat, int found) {
    Arrays.fill(same, 0, found, true);
    for (int i = 0; i < flat.length; i++) {
      equalities[i].and(flat[i], candidates, keys.column(i), candidateKeys, found, same);
    }
    int mask = slots.length - 1;
    int left = 0;
    for (int k = 0; k < found; k++) {
      if (!same[k]) {
        int row = candidates[k];
        positions[row] = positions[row] + 1 & mask;
        pending[left++] = row;
      }
    }
    return left;
  }

  private void ensureSlots(long keysNeeded) {
    if (keysNeeded * 2 <= slots.length) {
      return;
    }
    if (keysNeeded > 1 << 29) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED, "more than 536870912 distinct keys on one worker");
    }
    int wanted = Math.max(FIRST_SLOTS, Integer.highestOneBit((int) keysNeeded * 2 - 1) * 2);
    account.add(8L * (wanted - slots.length) + 8L * (wanted / 2 - keyHashes.length));
    keyHashes = Arrays.copyOf(keyHashes, wanted / 2);
    slots = new long[wanted];
    fillSlots();
  }

  private void fillSlots() {
    int mask = slots.length - 1;
    for (int key = 0; key < size; key++) {
      int slot = (int) keyHashes[key] & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = keyHashes[key] & HIGH_HALF | key + 1;
    }
  }

  private void ensureScratch(int rows) {
    if (hashes.length < rows) {
      hashes = new long[rows];
      positions = new int[rows];
      pending = new int[rows];
      candidates = new int[rows];
      candidateKeys = new int[rows];
      inserted = new int[rows];
      same = new boolean[rows];
    }
  }

  /** What the table is charged with. */
  public long heldBytes() {
    long numberBytes = range == null ? 0 : range.bytes();
    return keys.heldBytes() + 8L * slots.length + 8L * keyHashes.length + numberBytes;
  }

  /** Gives the memory back; the table must not be used after that. */
  public void release() {
    keys.release();
    account.release(8L * slots.length + 8L * keyHashes.length);
    if (range != null) {
      account.release(range.bytes());
      range = null;
    }
    slots = new long[0];
    keyHashes = new long[0];
    size = 0;
  }
}
