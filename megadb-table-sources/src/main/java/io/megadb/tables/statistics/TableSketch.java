package io.megadb.tables.statistics;

import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts of a table's columns under numbers that outlive renames. Confined to one thread. */
public final class TableSketch {
  private final Map<Integer, ColumnSketch> columns = new TreeMap<>();
  private long[] hashes = {};

  /**
   * Sees rows.
   *
   * @param numbers of the columns, in their order
   */
  public void add(FlatVector[] rows, int[] numbers, List<PgType> types) {
    for (int i = 0; i < rows.length; i++) {
      if (hashes.length < rows[i].size()) {
        hashes = new long[rows[i].size()];
      }
      columns
          .computeIfAbsent(numbers[i], n -> new ColumnSketch())
          .add(rows[i], types.get(i), hashes);
    }
  }

  /** Keeps no more than the counts. */
  public void seal() {
    hashes = new long[0];
    columns.values().forEach(ColumnSketch::seal);
  }

  public void put(int number, ColumnSketch column) {
    columns.put(number, column);
  }

  /** Adds the rows of another part, which stays as it is. */
  public void merge(TableSketch other) {
    other.columns.forEach(
        (number, column) -> columns.computeIfAbsent(number, n -> new ColumnSketch()).merge(column));
  }

  /** The column's counts, or null. */
  public ColumnSketch column(int number) {
    return columns.get(number);
  }

  public Map<Integer, ColumnSketch> columns() {
    return Collections.unmodifiableMap(columns);
  }
}
