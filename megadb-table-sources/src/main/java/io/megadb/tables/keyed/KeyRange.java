package io.megadb.tables.keyed;

import io.megadb.execution.ExecutionContext;
import io.megadb.plan.TableScan;
import io.megadb.tables.codec.KeyCodec;
import io.megadb.tables.filter.Comparison;
import io.megadb.tables.filter.Constants;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The keys that a scan can find rows under.
 *
 * @param from lowest key, null for the first
 * @param to first key not read, null for the end
 * @param point {@code from} is the only key
 * @param empty no key at all
 */
@SuppressWarnings("ArrayRecordComponent")
public record KeyRange(byte[] from, byte[] to, boolean point, boolean empty) {
  /** All keys. */
  public static final KeyRange ALL = new KeyRange(null, null, false, false);

  private static final KeyRange NONE = new KeyRange(null, null, false, true);

  /** What a scan's key and filters leave of a table. */
  public static KeyRange of(TableScan scan, TableLayout layout, ExecutionContext context) {
    if (!layout.hasKey()) {
      return ALL;
    }
    return scan.key().isEmpty() ? range(scan, layout, context) : point(scan, layout, context);
  }

  private static KeyRange point(TableScan scan, TableLayout layout, ExecutionContext context) {
    List<PgType> types = layout.keyTypes();
    FlatVector[] values = new FlatVector[types.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = Constants.evaluate(scan.key().get(i), context);
      if (value == null) {
        return NONE;
      }
      values[i] = Values.single(types.get(i).kind(), value);
    }
    return new KeyRange(layout.keyCodec().encode(values, 0), null, true, false);
  }

  private static KeyRange range(TableScan scan, TableLayout layout, ExecutionContext context) {
    List<Comparison> comparisons = new ArrayList<>();
    scan.filters().forEach(f -> Comparison.of(f, context).ifPresent(comparisons::add));
    List<FlatVector> equal = new ArrayList<>();
    List<PgType> types = layout.keyTypes();
    int[] columns = layout.keyColumns();
    byte[] from = null;
    byte[] to = null;
    for (int k = 0; k < columns.length && equal.size() == k; k++) {
      for (Comparison comparison : comparisons) {
        if (scan.columns().get(comparison.column()).ordinal() != columns[k]
            || !fits(comparison.value(), types.get(k))) {
          continue;
        }
        FlatVector value = Values.single(types.get(k).kind(), comparison.value());
        List<FlatVector> prefix = new ArrayList<>(equal.subList(0, k));
        prefix.add(value);
        byte[] key =
            new KeyCodec(types.subList(0, k + 1)).encodePrefix(prefix.toArray(FlatVector[]::new));
        byte[] above = KeyCodec.after(key);
        switch (comparison.operator()) {
          case EQ -> {
            if (equal.size() == k) {
              equal.add(value);
            }
            from = max(from, key);
            to = min(to, above);
          }
          case GE -> from = max(from, key);
          case GT -> from = above == null ? from : max(from, above);
          case LT -> to = min(to, key);
          case LE -> to = min(to, above);
          case NE -> {}
        }
      }
    }
    if (from != null && to != null && Arrays.compareUnsigned(from, to) >= 0) {
      return NONE;
    }
    return new KeyRange(from, to, false, false);
  }

  /** Integers beyond the column's own width have no key. */
  private static boolean fits(Object value, PgType type) {
    return !(value instanceof Long number)
        || !type.is(io.megadb.type.PgTypes.INT2) && !type.is(io.megadb.type.PgTypes.INT4)
        || number.intValue() == number;
  }

  private static byte[] max(byte[] a, byte[] b) {
    return a == null || Arrays.compareUnsigned(a, b) < 0 ? b : a;
  }

  private static byte[] min(byte[] a, byte[] b) {
    return b == null ? a : a == null || Arrays.compareUnsigned(a, b) > 0 ? b : a;
  }
}
