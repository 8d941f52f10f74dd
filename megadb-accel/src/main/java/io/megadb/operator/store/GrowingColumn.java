package io.megadb.operator.store;

import io.megadb.type.VectorKind;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.util.Arrays;

/**
 * One column to which vectors are appended. Its arrays are charged before they are made, and stay
 * charged until {@link #release}. Confined to one thread.
 */
public abstract sealed class GrowingColumn
    permits BoolColumn,
        LongColumn,
        DoubleColumn,
        NumericColumn,
        BytesColumn,
        IntervalColumn,
        ListColumn {
  /** Rows that the first arrays hold: small, since most statements keep few rows. */
  private static final int FIRST_ROWS = 64;

  private final MemoryAccount account;
  private long chargedBytes;
  private int size;
  private int capacity;
  private long[] validity;

  GrowingColumn(MemoryAccount account) {
    this.account = account;
  }

  /** An empty column. */
  public static GrowingColumn create(VectorKind kind, MemoryAccount account) {
    return switch (kind) {
      case BOOL -> new BoolColumn(account);
      case LONG -> new LongColumn(account);
      case DOUBLE -> new DoubleColumn(account);
      case NUMERIC -> new NumericColumn(account);
      case BYTES -> new BytesColumn(account);
      case INTERVAL -> new IntervalColumn(account);
      case LIST -> new ListColumn(account);
    };
  }

  public final int size() {
    return size;
  }

  /** Adds all rows of a vector. */
  public final void append(Vector vector) {
    FlatVector flat = vector.flat();
    int count = flat.size();
    if (count == 0) {
      return;
    }
    int needed = Math.addExact(size, count);
    if (needed > capacity) {
      int grown = Math.max(needed, Math.max(FIRST_ROWS, (int) Math.min(capacity * 2L, 1L << 30)));
      growRows(grown);
      if (validity != null) {
        growValidity(grown);
      }
      capacity = grown;
    }
    appendNulls(flat, count);
    appendValues(flat, size, count);
    size = needed;
  }

  /** About how many bytes more {@link #append} would charge. */
  public final long growth(Vector vector) {
    long bytes = valueGrowth(vector);
    int needed = Math.addExact(size, vector.size());
    if (needed > capacity) {
      long grown = Math.max(needed, Math.max(FIRST_ROWS, Math.min(capacity * 2L, 1L << 30)));
      bytes += (grown - capacity) * rowBytes() + (validity == null ? 0 : (grown - capacity) / 8);
    }
    return bytes;
  }

  /** Bytes that the values of a vector would take each for itself. */
  static long payload(Vector vector) {
    if (vector instanceof DictionaryVector dictionary) {
      FlatVector values = dictionary.dictionary();
      return values.bytes() / Math.max(1, values.size()) * vector.size();
    }
    return vector instanceof ConstantVector constant
        ? constant.value().bytes() * vector.size()
        : vector.bytes();
  }

  /** Bytes a row takes in the arrays that {@link #growRows} makes. */
  abstract long rowBytes();

  /** Bytes that other arrays would grow by. */
  long valueGrowth(Vector vector) {
    return 0;
  }

  private void appendNulls(FlatVector flat, int count) {
    if (!flat.mayHaveNulls()) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (flat.isNull(i)) {
        if (validity == null) {
          growValidity(capacity);
        }
        Validity.setNull(validity, size + i);
      }
    }
  }

  private void growValidity(int rows) {
    int words = Validity.words(rows);
    int held = validity == null ? 0 : validity.length;
    charge(8L * (words - held));
    validity = validity == null ? new long[words] : Arrays.copyOf(validity, words);
    Arrays.fill(validity, held, words, -1L);
  }

  /** All rows as one vector that shares the arrays. Rows appended later do not change it. */
  public abstract FlatVector view();

  /** The bitmap for {@link #view}. */
  final long[] validity() {
    return validity;
  }

  /** Takes memory from the budget before arrays grow by so many bytes. */
  final void charge(long bytes) {
    account.add(bytes);
    chargedBytes += bytes;
  }

  /** Gives the memory back; the column must not be used after that. */
  public final void release() {
    account.release(chargedBytes);
    chargedBytes = 0;
    releaseChildren();
  }

  void releaseChildren() {}

  /** What the arrays are charged with, without those of elements. */
  final long heldBytes() {
    return chargedBytes;
  }

  /** Makes room for so many rows. */
  abstract void growRows(int rows);

  /** Copies {@code count} rows to {@code at}; room has been made. */
  abstract void appendValues(FlatVector vector, int at, int count);
}
