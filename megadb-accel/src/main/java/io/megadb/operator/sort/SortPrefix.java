package io.megadb.operator.sort;

import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;

/**
 * A long per value that orders as the value does: a &lt; b has prefix(a) &lt;= prefix(b). Sorting
 * compares these first, and the values only where they are equal.
 */
final class SortPrefix {
  private SortPrefix() {}

  /** Prefixes of all rows; 0 where a type has none. Undefined for null rows. */
  static long[] of(FlatVector vector, BaseType type) {
    int size = vector.size();
    long[] prefixes = new long[size];
    if (vector instanceof LongVector longs) {
      System.arraycopy(longs.values(), 0, prefixes, 0, size);
    } else if (vector instanceof DecimalVector decimals) {
      System.arraycopy(decimals.unscaled(), 0, prefixes, 0, size);
    } else if (vector instanceof DoubleVector doubles) {
      for (int i = 0; i < size; i++) {
        long bits = Double.doubleToLongBits(doubles.values()[i] + 0.0);
        prefixes[i] = bits ^ bits >> 63 & Long.MAX_VALUE;
      }
    } else if (vector instanceof BoolVector bools) {
      for (int i = 0; i < size; i++) {
        prefixes[i] = bools.values()[i];
      }
    } else if (vector instanceof BytesVector bytes
        && type.oid() != PgTypes.BPCHAR_OID
        && type.oid() != PgTypes.JSONB_OID) {
      bytes(bytes, prefixes);
    }
    return prefixes;
  }

  private static void bytes(BytesVector vector, long[] prefixes) {
    byte[] data = vector.data();
    int[] offsets = vector.offsets();
    for (int row = 0; row < prefixes.length; row++) {
      int from = offsets[row];
      int length = Math.min(8, offsets[row + 1] - from);
      long prefix = 0;
      for (int i = 0; i < length; i++) {
        prefix |= (data[from + i] & 0xFFL) << 56 - 8 * i;
      }
      prefixes[row] = prefix ^ Long.MIN_VALUE;
    }
  }
}
