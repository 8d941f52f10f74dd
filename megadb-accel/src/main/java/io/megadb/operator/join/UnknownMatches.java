package io.megadb.operator.join;

import io.megadb.function.comparison.ValueOrder;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import java.util.List;

/**
 * NOT IN with nulls: a comparison of two rows is false only if some column differs with both sides
 * not null; a left row passes only if all comparisons are false.
 */
final class UnknownMatches {
  /** All build rows' keys, looked through for left rows that have nulls. */
  private final RowStore all;

  /** The build rows' keys that have nulls, looked through for every left row. */
  private final RowStore withNulls;

  private final ValueOrder[] orders;

  UnknownMatches(List<PgType> types, MemoryAccount account) {
    all = new RowStore(types, account);
    withNulls = new RowStore(types, account);
    orders = types.stream().map(ValueOrder::of).toArray(ValueOrder[]::new);
  }

  /** About how many bytes more {@link #keep} would charge. */
  long growth(Vector[] keys) {
    return 2 * all.growth(keys);
  }

  void keep(Vector[] keys, int rows) {
    Batch batch = new Batch(rows, keys);
    all.append(batch);
    int[] selected = new int[rows];
    int count = 0;
    for (int i = 0; i < rows; i++) {
      if (anyNull(keys, i)) {
        selected[count++] = i;
      }
    }
    if (count > 0) {
      withNulls.append(batch.select(selected, count));
    }
  }

  private static boolean anyNull(Vector[] keys, int row) {
    for (Vector key : keys) {
      if (key.isNull(row)) {
        return true;
      }
    }
    return false;
  }

  /** Sets {@code found} to 0 for left rows without an equal build row that have an unknown one. */
  void addTo(Vector[] keys, int rows, int[] found) {
    FlatVector[] flat = new FlatVector[keys.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = keys[i].flat();
    }
    for (int row = 0; row < rows; row++) {
      if (found[row] < 0) {
        RowStore suspects = anyNull(keys, row) ? all : withNulls;
        found[row] = unknownIn(flat, row, suspects) ? 0 : -1;
      }
    }
  }

  private boolean unknownIn(FlatVector[] keys, int row, RowStore suspects) {
    for (int i = 0; i < suspects.size(); i++) {
      if (!differs(keys, row, suspects, i)) {
        return true;
      }
    }
    return false;
  }

  private boolean differs(FlatVector[] keys, int row, RowStore suspects, int suspect) {
    for (int k = 0; k < keys.length; k++) {
      FlatVector other = suspects.column(k);
      if (!keys[k].isNull(row)
          && !other.isNull(suspect)
          && orders[k].compareFlat(keys[k], row, other, suspect) != 0) {
        return true;
      }
    }
    return false;
  }
}
