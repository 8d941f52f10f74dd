package io.megadb.tables.connector.type;

import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.variant.Variant;

/** A row of a batch as Flink reads it. */
final class BatchRow implements RowData {
  private final ColumnView[] columns;
  private final int row;
  private RowKind kind = RowKind.INSERT;

  BatchRow(ColumnView[] columns, int row) {
    this.columns = columns;
    this.row = row;
  }

  @Override
  public int getArity() {
    return columns.length;
  }

  @Override
  public RowKind getRowKind() {
    return kind;
  }

  @Override
  public void setRowKind(RowKind newKind) {
    kind = newKind;
  }

  @Override
  public boolean isNullAt(int pos) {
    return columns[pos].isNull(row);
  }

  @Override
  public boolean getBoolean(int pos) {
    return columns[pos].booleanAt(row);
  }

  @Override
  public byte getByte(int pos) {
    throw noColumn("TINYINT");
  }

  @Override
  public short getShort(int pos) {
    return (short) columns[pos].longAt(row);
  }

  @Override
  public int getInt(int pos) {
    return columns[pos].intAt(row);
  }

  @Override
  public long getLong(int pos) {
    return columns[pos].longAt(row);
  }

  @Override
  public float getFloat(int pos) {
    return (float) columns[pos].doubleAt(row);
  }

  @Override
  public double getDouble(int pos) {
    return columns[pos].doubleAt(row);
  }

  @Override
  public StringData getString(int pos) {
    return columns[pos].stringAt(row);
  }

  @Override
  public DecimalData getDecimal(int pos, int precision, int scale) {
    return columns[pos].decimalAt(row, precision, scale);
  }

  @Override
  public TimestampData getTimestamp(int pos, int precision) {
    return columns[pos].timestampAt(row);
  }

  @Override
  public byte[] getBinary(int pos) {
    return columns[pos].bytesAt(row);
  }

  @Override
  public ArrayData getArray(int pos) {
    return columns[pos].arrayAt(row);
  }

  @Override
  public <T> RawValueData<T> getRawValue(int pos) {
    throw noColumn("RAW");
  }

  @Override
  public MapData getMap(int pos) {
    throw noColumn("MAP");
  }

  @Override
  public RowData getRow(int pos, int fields) {
    throw noColumn("ROW");
  }

  @Override
  public Variant getVariant(int pos) {
    throw noColumn("VARIANT");
  }

  private static IllegalStateException noColumn(String type) {
    return new IllegalStateException("no column of a table is of Flink's type " + type);
  }
}
