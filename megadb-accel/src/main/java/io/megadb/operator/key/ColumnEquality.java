package io.megadb.operator.key;

import io.megadb.function.comparison.ValueOrder;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import java.util.Arrays;

/** SQL's equality between pairs of rows of two columns, many pairs at a time; null equals null. */
final class ColumnEquality {
  private final ValueOrder order;
  private final boolean plainBytes;

  ColumnEquality(PgType type) {
    plainBytes =
        type.kind() == VectorKind.BYTES
            && !type.is(PgTypes.BPCHAR)
            && !type.is(PgTypes.JSONB)
            && !type.is(PgTypes.JSON);
    order = plainBytes ? null : ValueOrder.of(type);
  }

  /**
   * Clears {@code same[k]} where row {@code aRows[k]} of a differs from row {@code bRows[k]} of b.
   */
  void and(FlatVector a, int[] aRows, FlatVector b, int[] bRows, int count, boolean[] same) {
    if (a.mayHaveNulls() || b.mayHaveNulls()) {
      withNulls(a, aRows, b, bRows, count, same);
    } else if (a instanceof LongVector left && b instanceof LongVector right) {
      longs(left.values(), aRows, right.values(), bRows, count, same);
    } else if (a instanceof DecimalVector left
        && b instanceof DecimalVector right
        && left.scale() == right.scale()) {
      longs(left.unscaled(), aRows, right.unscaled(), bRows, count, same);
    } else if (a instanceof DoubleVector left && b instanceof DoubleVector right) {
      doubles(left.values(), aRows, right.values(), bRows, count, same);
    } else if (a instanceof BoolVector left && b instanceof BoolVector right) {
      bools(left.values(), aRows, right.values(), bRows, count, same);
    } else if (plainBytes) {
      bytes((BytesVector) a, aRows, (BytesVector) b, bRows, count, same);
    } else {
      for (int k = 0; k < count; k++) {
        same[k] = same[k] && order.compareFlat(a, aRows[k], b, bRows[k]) == 0;
      }
    }
  }

  private void withNulls(
      FlatVector a, int[] aRows, FlatVector b, int[] bRows, int count, boolean[] same) {
    for (int k = 0; k < count; k++) {
      if (!same[k]) {
        continue;
      }
      boolean aNull = a.isNull(aRows[k]);
      boolean bNull = b.isNull(bRows[k]);
      same[k] = aNull || bNull ? aNull == bNull : equal(a, aRows[k], b, bRows[k]);
    }
  }

  private boolean equal(FlatVector a, int i, FlatVector b, int j) {
    return plainBytes
        ? bytesEqual((BytesVector) a, i, (BytesVector) b, j)
        : order.compareFlat(a, i, b, j) == 0;
  }

  private static void longs(
      long[] a, int[] aRows, long[] b, int[] bRows, int count, boolean[] same) {
    for (int k = 0; k < count; k++) {
      same[k] &= a[aRows[k]] == b[bRows[k]];
    }
  }

  private static void doubles(
      double[] a, int[] aRows, double[] b, int[] bRows, int count, boolean[] same) {
    for (int k = 0; k < count; k++) {
      double left = a[aRows[k]];
      double right = b[bRows[k]];
      same[k] &= left == right || Double.isNaN(left) && Double.isNaN(right);
    }
  }

  private static void bools(
      byte[] a, int[] aRows, byte[] b, int[] bRows, int count, boolean[] same) {
    for (int k = 0; k < count; k++) {
      same[k] &= a[aRows[k]] == b[bRows[k]];
    }
  }

  private static void bytes(
      BytesVector a, int[] aRows, BytesVector b, int[] bRows, int count, boolean[] same) {
    for (int k = 0; k < count; k++) {
      same[k] = same[k] && bytesEqual(a, aRows[k], b, bRows[k]);
    }
  }

  private static boolean bytesEqual(BytesVector a, int i, BytesVector b, int j) {
    return Arrays.equals(
        a.data(), a.offsets()[i], a.offsets()[i + 1], b.data(), b.offsets()[j], b.offsets()[j + 1]);
  }
}
