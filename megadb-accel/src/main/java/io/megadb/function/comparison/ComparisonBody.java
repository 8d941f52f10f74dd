package io.megadb.function.comparison;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import java.util.Arrays;

/** A comparison operator over two types that are held alike. */
public final class ComparisonBody implements StrictBody {
  private final ComparisonOperator operator;
  private final PgType type;
  private final ValueOrder order;

  /**
   * @param type of either operand; all integer types count as one, as do both float types
   */
  public ComparisonBody(ComparisonOperator operator, PgType type) {
    this.operator = operator;
    this.type = type;
    this.order = ValueOrder.of(type);
  }

  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    Operand left = arguments[operator.isExchanged() ? 1 : 0];
    Operand right = arguments[operator.isExchanged() ? 0 : 1];
    return new BoolVector(rows, values(left, right, rows, validity), validity);
  }

  private byte[] values(Operand left, Operand right, int rows, long[] validity) {
    int flip = operator.isNegated() ? 1 : 0;
    if (left.vector() instanceof LongVector) {
      return longs(left.longs(), left.mask(), right.longs(), right.mask(), rows, flip);
    }
    if (left.vector() instanceof DecimalVector a
        && right.vector() instanceof DecimalVector b
        && a.scale() == b.scale()) {
      return longs(a.unscaled(), left.mask(), b.unscaled(), right.mask(), rows, flip);
    }
    switch (type.kind()) {
      case DOUBLE -> {
        double[] a = left.doubles();
        double[] b = right.doubles();
        return operator.isEquality()
            ? ComparisonLoops.equal(a, left.mask(), b, right.mask(), rows, flip)
            : ComparisonLoops.less(a, left.mask(), b, right.mask(), rows, flip);
      }
      case BYTES -> {
        if (operator.isEquality() && !type.is(PgTypes.BPCHAR) && !type.is(PgTypes.JSONB)) {
          return equalBytes(left, right, rows, flip);
        }
      }
      case BOOL, LONG, NUMERIC, INTERVAL, LIST -> {}
    }
    return ordered(left, right, rows, validity, flip);
  }

  private byte[] longs(long[] a, int aMask, long[] b, int bMask, int rows, int flip) {
    return operator.isEquality()
        ? ComparisonLoops.equal(a, aMask, b, bMask, rows, flip)
        : ComparisonLoops.less(a, aMask, b, bMask, rows, flip);
  }

  private static byte[] equalBytes(Operand left, Operand right, int rows, int flip) {
    byte[] out = new byte[rows];
    BytesVector a = left.bytes();
    BytesVector b = right.bytes();
    byte[] aData = a.data();
    byte[] bData = b.data();
    int[] aOffsets = a.offsets();
    int[] bOffsets = b.offsets();
    int aMask = left.mask();
    int bMask = right.mask();
    for (int i = 0; i < rows; i++) {
      int x = i & aMask;
      int y = i & bMask;
      int length = aOffsets[x + 1] - aOffsets[x];
      boolean equal =
          length == bOffsets[y + 1] - bOffsets[y]
              && Arrays.equals(
                  aData, aOffsets[x], aOffsets[x + 1], bData, bOffsets[y], bOffsets[y + 1]);
      out[i] = (byte) ((equal ? 1 : 0) ^ flip);
    }
    return out;
  }

  private byte[] ordered(Operand left, Operand right, int rows, long[] validity, int flip) {
    byte[] out = new byte[rows];
    boolean equality = operator.isEquality();
    for (int i = 0; i < rows; i++) {
      if (validity == null || Validity.isValid(validity, i)) {
        int result =
            order.compareFlat(left.vector(), i & left.mask(), right.vector(), i & right.mask());
        out[i] = (byte) ((equality ? result == 0 : result < 0) ? 1 ^ flip : flip);
      }
    }
    return out;
  }
}
