package io.megadb.function.window;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.kernel.Operand;
import io.megadb.vector.Vector;

/** first_value, last_value, nth_value: values of a row's frame. */
final class FrameValueKernels {
  private FrameValueKernels() {}

  static Vector first(WindowRows rows, Vector[] arguments) {
    int[] parts = new int[2 * WindowRows.MAX_PARTS];
    int[] sources = new int[rows.size()];
    for (int row = 0; row < sources.length; row++) {
      sources[row] = rows.frameParts(row, parts) == 0 ? -1 : parts[0];
    }
    return arguments[0].select(sources, sources.length);
  }

  static Vector last(WindowRows rows, Vector[] arguments) {
    int[] parts = new int[2 * WindowRows.MAX_PARTS];
    int[] sources = new int[rows.size()];
    for (int row = 0; row < sources.length; row++) {
      int count = rows.frameParts(row, parts);
      sources[row] = count == 0 ? -1 : parts[2 * count - 1] - 1;
    }
    return arguments[0].select(sources, sources.length);
  }

  static Vector nth(WindowRows rows, Vector[] arguments) {
    Operand numbers = Operand.of(arguments[1]);
    int[] parts = new int[2 * WindowRows.MAX_PARTS];
    int[] sources = new int[rows.size()];
    for (int row = 0; row < sources.length; row++) {
      sources[row] = -1;
      if (numbers.isNull(row)) {
        continue;
      }
      long before = numbers.longAt(row) - 1;
      if (before < 0) {
        throw new MegaDbException(
            SqlState.INVALID_ARGUMENT_FOR_NTH_VALUE_FUNCTION,
            "argument of nth_value must be greater than zero");
      }
      sources[row] = nth(parts, rows.frameParts(row, parts), before);
    }
    return arguments[0].select(sources, sources.length);
  }

  private static int nth(int[] parts, int count, long before) {
    long left = before;
    for (int part = 0; part < count; part++) {
      int rows = parts[2 * part + 1] - parts[2 * part];
      if (left < rows) {
        return (int) (parts[2 * part] + left);
      }
      left -= rows;
    }
    return -1;
  }
}
