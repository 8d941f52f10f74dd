package io.megadb.tables.keyed;

import io.megadb.plan.ScanColumn;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.tables.codec.KeyCodec;
import io.megadb.tables.codec.RowCodec;
import io.megadb.vector.FlatVector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The primary key that encoded rows have, whatever key they lie under. For one thread. */
public final class RowKeys {
  private final TableLayout layout;
  private final RowCodec rows;
  private final KeyCodec keys;

  /**
   * @param layout of a table with a key
   */
  public RowKeys(TableLayout layout) {
    this.layout = layout;
    this.keys = layout.keyCodec();
    List<ScanColumn> columns = new ArrayList<>();
    for (int at : layout.keyColumns()) {
      ColumnDefinition column = layout.table().columns().get(at);
      columns.add(new ScanColumn(at, column.name(), column.type()));
    }
    this.rows = layout.rowCodec(columns);
  }

  /** The key's columns of the first {@code count} rows. */
  FlatVector[] columns(byte[][] encoded, int count) {
    VectorBuilder[] builders = RowCodec.builders(layout.keyTypes(), count);
    for (int i = 0; i < count; i++) {
      rows.decode(encoded[i], builders);
    }
    return RowCodec.flat(RowCodec.build(builders, count), 0);
  }

  KeyCodec codec() {
    return keys;
  }

  /** Position of the row that has a key, among the first {@code count}; -1 if none has. */
  public int indexOf(byte[] key, byte[][] encoded, int count) {
    FlatVector[] columns = columns(encoded, count);
    for (int i = 0; i < count; i++) {
      if (Arrays.equals(keys.encode(columns, i), key)) {
        return i;
      }
    }
    return -1;
  }
}
