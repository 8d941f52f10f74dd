package io.megadb.tables.keyed;

import io.megadb.plan.ScanColumn;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.codec.KeyCodec;
import io.megadb.tables.codec.RowCodec;
import io.megadb.tables.column.MissingValues;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a table's rows and keys are laid out. Immutable. */
public final class TableLayout {
  private final TableDefinition table;
  private final List<PgType> types;
  private final int[] keyColumns;

  public TableLayout(TableDefinition table) {
    this.table = table;
    this.types = table.types();
    this.keyColumns = keyColumns(table.primaryKey());
  }

  // Loops, not streams, here and below: every statement on a row makes a layout.
  private static int[] keyColumns(PrimaryKey key) {
    if (key == null || !key.enforced()) {
      return new int[0];
    }
    int[] columns = new int[key.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = key.columns().get(i);
    }
    return columns;
  }

  public TableDefinition table() {
    return table;
  }

  public List<PgType> types() {
    return types;
  }

  /** False if rows have hidden numbers instead of a key. */
  public boolean hasKey() {
    return keyColumns.length > 0;
  }

  /** Whether a row has the same key in both layouts, which are of one table at two times. */
  public boolean hasKeysOf(TableLayout other) {
    return Arrays.equals(keyAttnums(), other.keyAttnums());
  }

  private int[] keyAttnums() {
    return Arrays.stream(keyColumns).map(at -> table.columns().get(at).attnum()).toArray();
  }

  /** Positions of the key's columns, in key order; empty without key. */
  public int[] keyColumns() {
    return keyColumns.clone();
  }

  public List<PgType> keyTypes() {
    List<PgType> keyTypes = new ArrayList<>(keyColumns.length);
    for (int column : keyColumns) {
      keyTypes.add(types.get(column));
    }
    return keyTypes;
  }

  public FlatVector[] keyOf(FlatVector[] columns) {
    FlatVector[] key = new FlatVector[keyColumns.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = columns[keyColumns[i]];
    }
    return key;
  }

  /** A codec of keys, for one thread. */
  public KeyCodec keyCodec() {
    return new KeyCodec(keyTypes());
  }

  /** A codec of whole rows, for one thread. */
  public RowCodec rowCodec() {
    List<ColumnDefinition> columns = table.columns();
    int[] attnums = new int[columns.size()];
    FlatVector[] missing = new FlatVector[attnums.length];
    for (int i = 0; i < attnums.length; i++) {
      attnums[i] = columns.get(i).attnum();
      missing[i] = MissingValues.of(columns.get(i).type(), columns.get(i).missing());
    }
    return new RowCodec(attnums, types, missing);
  }

  /** A decoder of some columns, in their order. */
  public RowCodec rowCodec(List<ScanColumn> columns) {
    int[] attnums = new int[columns.size()];
    List<PgType> columnTypes = new ArrayList<>(attnums.length);
    FlatVector[] missing = new FlatVector[attnums.length];
    for (int i = 0; i < attnums.length; i++) {
      ColumnDefinition column = table.columns().get(columns.get(i).ordinal());
      attnums[i] = column.attnum();
      columnTypes.add(columns.get(i).type());
      missing[i] = MissingValues.of(column.type(), column.missing());
    }
    return new RowCodec(attnums, columnTypes, missing);
  }
}
