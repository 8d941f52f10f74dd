package io.megadb.operator.sort;

import io.megadb.execution.Cancellation;
import io.megadb.plan.SortKey;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import java.util.Arrays;
import java.util.List;

/** Sorts row numbers by merging; equal rows keep their order. */
public final class RowSorter {
  /** Runs that are sorted by insertion before merging. */
  private static final int RUN = 16;

  /** Rows between two looks at the cancellation. */
  private static final int CHECK_ROWS = 1 << 16;

  private final List<PgType> types;
  private final List<SortKey> sortKeys;
  private final RowOrder order;
  private final Cancellation cancellation;

  public RowSorter(List<PgType> types, List<SortKey> keys, Cancellation cancellation) {
    this.types = types;
    this.sortKeys = keys;
    this.order = new RowOrder(types, keys);
    this.cancellation = cancellation;
  }

  /** Bytes that sorting so many rows takes beside the rows themselves. */
  public static long bytes(int rows) {
    return 32L * rows;
  }

  /** All row numbers of a batch, sorted. */
  public int[] sort(Batch batch) {
    int size = batch.size();
    int[] rows = new int[size];
    if (order.keyCount() == 0) {
      Arrays.setAll(rows, row -> row);
      return rows;
    }
    FlatVector[] keys = order.keys(batch);
    int nulls = partitionNulls(keys[0], rows, order.nullsFirst(0));
    int firstValue = order.nullsFirst(0) ? nulls : 0;
    int endValue = firstValue + size - nulls;
    int firstNull = order.nullsFirst(0) ? 0 : endValue;
    long[] prefixes = prefixes(keys[0], rows, firstNull, firstNull + nulls);
    sort(keys, prefixes, rows, firstValue, endValue);
    sort(keys, prefixes, rows, firstNull, firstNull + nulls);
    return rows;
  }

  /** The prefix of the row at each position; all nulls, which have none, get the same. */
  private long[] prefixes(FlatVector key, int[] rows, int firstNull, int endNull) {
    long[] byRow = SortPrefix.of(key, types.get(sortKeys.get(0).column()).base());
    long flip = order.descending(0) ? -1 : 0;
    long[] prefixes = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      prefixes[i] = byRow[rows[i]] ^ flip;
    }
    Arrays.fill(prefixes, firstNull, endNull, 0);
    return prefixes;
  }

  /** Null rows to one side, the others to the other, each in their order; returns the nulls. */
  private static int partitionNulls(FlatVector key, int[] rows, boolean nullsFirst) {
    int size = rows.length;
    int nulls = 0;
    if (key.mayHaveNulls()) {
      for (int i = 0; i < size; i++) {
        nulls += key.isNull(i) ? 1 : 0;
      }
    }
    int nextNull = nullsFirst ? 0 : size - nulls;
    int nextValue = nullsFirst ? nulls : 0;
    for (int i = 0; i < size; i++) {
      if (nulls > 0 && key.isNull(i)) {
        rows[nextNull++] = i;
      } else {
        rows[nextValue++] = i;
      }
    }
    return nulls;
  }

  private void sort(FlatVector[] keys, long[] prefixes, int[] rows, int from, int to) {
    for (int start = from; start < to; start += RUN) {
      insertionSort(keys, prefixes, rows, start, Math.min(to, start + RUN));
    }
    if (to - from <= RUN) {
      return;
    }
    long[] sourcePrefixes = prefixes;
    int[] source = rows;
    long[] targetPrefixes = new long[prefixes.length];
    int[] target = new int[rows.length];
    for (long width = RUN; width < to - from; width *= 2) {
      for (long start = from; start < to; start += 2 * width) {
        int middle = (int) Math.min(to, start + width);
        int end = (int) Math.min(to, start + 2 * width);
        if (end - start >= CHECK_ROWS) {
          cancellation.check();
        }
        merge(keys, sourcePrefixes, source, targetPrefixes, target, (int) start, middle, end);
      }
      long[] swapPrefixes = sourcePrefixes;
      sourcePrefixes = targetPrefixes;
      targetPrefixes = swapPrefixes;
      int[] swap = source;
      source = target;
      target = swap;
    }
    if (source != rows) {
      System.arraycopy(source, from, rows, from, to - from);
    }
  }

  private void insertionSort(FlatVector[] keys, long[] prefixes, int[] rows, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int row = rows[i];
      long prefix = prefixes[i];
      int j = i - 1;
      while (j >= from && after(keys, prefixes[j], rows[j], prefix, row)) {
        rows[j + 1] = rows[j];
        prefixes[j + 1] = prefixes[j];
        j--;
      }
      rows[j + 1] = row;
      prefixes[j + 1] = prefix;
    }
  }

  private void merge(
      FlatVector[] keys,
      long[] sourcePrefixes,
      int[] source,
      long[] targetPrefixes,
      int[] target,
      int from,
      int middle,
      int to) {
    int left = from;
    int right = middle;
    int at = from;
    while (left < middle && right < to) {
      boolean takeRight =
          after(keys, sourcePrefixes[left], source[left], sourcePrefixes[right], source[right]);
      int taken = takeRight ? right++ : left++;
      target[at] = source[taken];
      targetPrefixes[at++] = sourcePrefixes[taken];
    }
    System.arraycopy(source, left, target, at, middle - left);
    System.arraycopy(sourcePrefixes, left, targetPrefixes, at, middle - left);
    at += middle - left;
    System.arraycopy(source, right, target, at, to - right);
    System.arraycopy(sourcePrefixes, right, targetPrefixes, at, to - right);
  }

  private boolean after(FlatVector[] keys, long prefixA, int a, long prefixB, int b) {
    return prefixA != prefixB ? prefixA > prefixB : order.compare(keys, a, keys, b, 0) > 0;
  }
}
