package io.megadb.expression;

import io.megadb.vector.BoolVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;

/** The rows of a batch for which a condition is true. Confined to one thread; reusable. */
public final class Selection {
  private int[] rows = new int[0];
  private int count;

  /** Row numbers in ascending order; the first {@link #count} are meant. */
  public int[] rows() {
    return rows;
  }

  public int count() {
    return count;
  }

  /** Selects the rows that are true, not false or null. */
  public void select(Vector condition) {
    int size = condition.size();
    if (rows.length < size) {
      rows = new int[size];
    }
    if (condition instanceof ConstantVector constant) {
      BoolVector value = (BoolVector) constant.value();
      boolean all = !value.isNull(0) && value.values()[0] != 0;
      count = all ? size : 0;
      for (int i = 0; i < count; i++) {
        rows[i] = i;
      }
      return;
    }
    BoolVector bools = (BoolVector) condition.flat();
    count =
        bools.validity() == null
            ? selectValid(bools.values(), size, rows)
            : selectNullable(bools.values(), bools.validity(), size, rows);
  }

  private static int selectValid(byte[] values, int size, int[] out) {
    int n = 0;
    for (int i = 0; i < size; i++) {
      out[n] = i;
      n += values[i];
    }
    return n;
  }

  private static int selectNullable(byte[] values, long[] validity, int size, int[] out) {
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (values[i] != 0 && Validity.isValid(validity, i)) {
        out[n++] = i;
      }
    }
    return n;
  }
}
