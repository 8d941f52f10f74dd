package io.megadb.operator.sort;

import io.megadb.function.comparison.ValueOrder;
import io.megadb.plan.SortKey;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import java.util.List;

/** The order of rows by sort keys. */
public final class RowOrder {
  private final int[] columns;
  private final boolean[] descending;
  private final boolean[] nullsFirst;
  private final ValueOrder[] orders;

  public RowOrder(List<PgType> types, List<SortKey> keys) {
    columns = new int[keys.size()];
    descending = new boolean[keys.size()];
    nullsFirst = new boolean[keys.size()];
    orders = new ValueOrder[keys.size()];
    for (int i = 0; i < columns.length; i++) {
      SortKey key = keys.get(i);
      columns[i] = key.column();
      descending[i] = key.descending();
      nullsFirst[i] = key.nullsFirst();
      orders[i] = ValueOrder.of(types.get(key.column()));
    }
  }

  int keyCount() {
    return columns.length;
  }

  /** The key columns of a batch, as values a row. */
  public FlatVector[] keys(Batch batch) {
    FlatVector[] keys = new FlatVector[columns.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = batch.column(columns[i]).flat();
    }
    return keys;
  }

  /** Compares rows by the keys from {@code firstKey} on; the columns come from {@link #keys}. */
  public int compare(FlatVector[] a, int i, FlatVector[] b, int j, int firstKey) {
    for (int key = firstKey; key < orders.length; key++) {
      boolean aNull = a[key].isNull(i);
      boolean bNull = b[key].isNull(j);
      int order;
      if (aNull || bNull) {
        order = aNull == bNull ? 0 : aNull == nullsFirst[key] ? -1 : 1;
      } else {
        order = orders[key].compareFlat(a[key], i, b[key], j);
        order = descending[key] ? -order : order;
      }
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  boolean nullsFirst(int key) {
    return nullsFirst[key];
  }

  boolean descending(int key) {
    return descending[key];
  }
}
