package io.megadb.gateway.focus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where each column of an export goes: to the FOCUS column of that name in any case, to the one
 * that replaced it, or to an extra text column {@code x_<name>}. Immutable.
 */
final class ColumnMapping {
  /** PostgreSQL keeps 63 bytes of a name; the rest is for a number that makes it distinct. */
  private static final int MAX_NAME = 58;

  private final FocusDataSet dataSet;
  private final int[] targets;
  private final List<String> extraColumns;

  private ColumnMapping(FocusDataSet dataSet, int[] targets, List<String> extraColumns) {
    this.dataSet = dataSet;
    this.targets = targets;
    this.extraColumns = extraColumns;
  }

  /**
   * @throws MalformedExportException when two columns would go to one FOCUS column, or when there
   *     are more columns than a table may have
   */
  static ColumnMapping of(FocusDataSet dataSet, List<String> exportColumns)
      throws MalformedExportException {
    List<DataSetColumn> columns = dataSet.columns();
    Map<String, Integer> byName = new HashMap<>();
    for (DataSetColumn column : columns) {
      byName.put(column.columnName(), byName.size());
    }
    int[] targets = new int[exportColumns.size()];
    Arrays.fill(targets, -1);
    boolean[] taken = new boolean[columns.size()];
    for (int i = 0; i < targets.length; i++) {
      Integer known = byName.get(lowerCase(exportColumns.get(i)));
      if (known != null) {
        if (taken[known]) {
          throw new MalformedExportException(
              1, "column " + columns.get(known).focusName() + " occurs twice");
        }
        taken[known] = true;
        targets[i] = known;
      }
    }
    for (int i = 0; i < targets.length && dataSet == FocusDataSet.COST_AND_USAGE; i++) {
      FocusColumn replacement =
          RetiredColumn.replacementOf(exportColumns.get(i).strip()).orElse(null);
      if (replacement != null && !taken[replacement.position()]) {
        taken[replacement.position()] = true;
        targets[i] = replacement.position();
      }
    }
    Set<String> extras = new LinkedHashSet<>();
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] < 0) {
        targets[i] = columns.size() + extras.size();
        extras.add(distinct(extraName(exportColumns.get(i)), extras));
      }
    }
    if (columns.size() + extras.size() > CsvRecordReader.MAX_FIELDS) {
      throw new MalformedExportException(
          1, extras.size() + " unknown columns; a table has " + CsvRecordReader.MAX_FIELDS);
    }
    return new ColumnMapping(dataSet, targets, List.copyOf(extras));
  }

  /** Position in the table of the export's column {@code source}; both 0-based. */
  int target(int source) {
    return targets[source];
  }

  /** Number of columns of the export. */
  int sourceCount() {
    return targets.length;
  }

  List<String> extraColumns() {
    return extraColumns;
  }

  List<String> targetColumns() {
    List<String> columns = new ArrayList<>(dataSet.columnNames());
    columns.addAll(extraColumns);
    return List.copyOf(columns);
  }

  /** A name that needs no quotes in SQL and is no key word. */
  private static String extraName(String exportName) {
    String name = lowerCase(exportName).replaceAll("[^a-z0-9_]", "_");
    String prefixed = name.startsWith("x_") ? name : "x_" + name;
    return prefixed.length() <= MAX_NAME ? prefixed : prefixed.substring(0, MAX_NAME);
  }

  private static String distinct(String name, Set<String> taken) {
    String candidate = name;
    for (int number = 2; taken.contains(candidate); number++) {
      candidate = name + "_" + number;
    }
    return candidate;
  }

  static String lowerCase(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
