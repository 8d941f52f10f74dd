package io.megadb.expression;

import io.megadb.execution.ExecutionContext;
import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.BoolVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;

/**
 * AND and OR of booleans with three values. AND is decided for a row at the first false, OR at the
 * first true; an operand that may fail is evaluated only for rows not decided before it.
 */
final class LogicalEvaluator implements Evaluator {
  private final boolean and;
  private final PartialEvaluator[] operands;
  private final boolean[] safe;

  /**
   * @param safe operands that cannot fail, which may be evaluated for any row
   */
  LogicalEvaluator(boolean and, PartialEvaluator[] operands, boolean[] safe) {
    this.and = and;
    this.operands = operands;
    this.safe = safe;
  }

  @Override
  public Vector evaluate(Batch batch, ExecutionContext context) {
    int size = batch.size();
    byte decided = (byte) (and ? 0 : 1);
    byte[] values = new byte[size];
    java.util.Arrays.fill(values, (byte) (1 - decided));
    long[] validity = null;
    int[] open = null;
    for (int k = 0; k < operands.length; k++) {
      int count = size;
      if (k > 0) {
        open = open == null ? new int[size] : open;
        count = open(values, validity, decided, size, open);
        if (count == 0) {
          break;
        }
      }
      boolean dense = count == size || safe[k] && count * 4 > size;
      Vector operand =
          dense
              ? operands[k].evaluate(batch, context)
              : operands[k].evaluate(batch, open, count, context);
      if (operand instanceof ConstantVector constant && dense) {
        if (isNeutral(constant, decided)) {
          continue;
        }
        if (!constant.value().isNull(0) && k == 0) {
          return Values.constant(VectorKind.BOOL, !and, size);
        }
      }
      BoolVector bools = (BoolVector) operand.flat();
      validity = merge(values, validity, bools, dense ? null : open, dense ? size : count, decided);
    }
    return new BoolVector(size, values, validity);
  }

  private static boolean isNeutral(ConstantVector constant, byte decided) {
    return !constant.value().isNull(0) && ((BoolVector) constant.value()).values()[0] != decided;
  }

  /** Rows that are not decided: those that differ from the deciding value, or are null. */
  private static int open(byte[] values, long[] validity, byte decided, int size, int[] open) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      boolean isOpen = values[i] != decided || validity != null && !Validity.isValid(validity, i);
      if (isOpen) {
        open[count++] = i;
      }
    }
    return count;
  }

  private static long[] merge(
      byte[] values, long[] validity, BoolVector operand, int[] rows, int count, byte decided) {
    byte[] added = operand.values();
    if (rows == null && validity == null && operand.validity() == null) {
      for (int i = 0; i < count; i++) {
        values[i] = (byte) (decided == 0 ? values[i] & added[i] : values[i] | added[i]);
      }
      return null;
    }
    long[] bits = validity;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      boolean unknown = bits != null && !Validity.isValid(bits, row);
      if (!unknown && values[row] == decided) {
        continue;
      }
      if (operand.isNull(i)) {
        if (bits == null) {
          bits = Validity.allValid(values.length);
        }
        Validity.setNull(bits, row);
      } else if (added[i] == decided) {
        values[row] = decided;
        if (unknown) {
          Validity.setValid(bits, row);
        }
      }
    }
    return bits;
  }
}
