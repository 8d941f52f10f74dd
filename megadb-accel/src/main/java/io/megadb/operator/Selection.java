package io.megadb.operator;

import io.megadb.vector.Batch;
import io.megadb.vector.BoolVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;

/** Rows for which a condition is true. */
public final class Selection {
  private Selection() {}

  /**
   * Fills in the numbers of the rows that are true, neither false nor null.
   *
   * @param rows as long as the vector
   * @return how many
   */
  public static int trueRows(Vector condition, int[] rows) {
    int size = condition.size();
    if (condition instanceof ConstantVector constant) {
      BoolVector value = (BoolVector) constant.value();
      if (value.isNull(0) || value.values()[0] == 0) {
        return 0;
      }
      for (int i = 0; i < size; i++) {
        rows[i] = i;
      }
      return size;
    }
    FlatVector flat = condition.flat();
    byte[] values = ((BoolVector) flat).values();
    int count = 0;
    if (!flat.mayHaveNulls()) {
      for (int i = 0; i < size; i++) {
        rows[count] = i;
        count += values[i];
      }
      return count;
    }
    for (int i = 0; i < size; i++) {
      if (values[i] != 0 && !flat.isNull(i)) {
        rows[count++] = i;
      }
    }
    return count;
  }

  /** The rows of a batch that are true; the batch itself if all are; null if none is. */
  public static Batch apply(Batch batch, Vector condition) {
    int[] rows = new int[batch.size()];
    int count = trueRows(condition, rows);
    if (count == 0) {
      return null;
    }
    return count == batch.size() ? batch : batch.select(rows, count);
  }
}
