package io.megadb.operator.join;

import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.List;

/** The key columns of one side of a hash join. Immutable. */
final class JoinKeys {
  private final int[] columns;

  /** By key; whether null equals null. */
  private final boolean[] nullSafe;

  JoinKeys(List<Integer> columns, List<Integer> nullSafe) {
    this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
    this.nullSafe = new boolean[this.columns.length];
    nullSafe.forEach(key -> this.nullSafe[key] = true);
  }

  /** The key columns of a batch. */
  Vector[] of(Batch batch) {
    Vector[] keys = new Vector[columns.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = batch.column(columns[i]);
    }
    return keys;
  }

  /**
   * The rows without a null that takes no part in matching.
   *
   * @param rows receives their numbers
   * @return how many
   */
  int rowsWithKeys(Batch batch, int[] rows) {
    boolean nulls = mayHaveNulls(batch);
    int count = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (!nulls || !isNull(batch, i)) {
        rows[count++] = i;
      }
    }
    return count;
  }

  /** Whether any row may have a null that takes no part in matching. */
  boolean mayHaveNulls(Batch batch) {
    for (int k = 0; k < columns.length; k++) {
      if (!nullSafe[k] && batch.column(columns[k]).mayHaveNulls()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a row has a null that takes no part in matching. */
  boolean isNull(Batch batch, int row) {
    for (int k = 0; k < columns.length; k++) {
      if (!nullSafe[k] && batch.column(columns[k]).isNull(row)) {
        return true;
      }
    }
    return false;
  }
}
