package io.megadb.tables.olap;

import io.megadb.tables.olap.type.Storage;
import io.megadb.tables.olap.type.Times;
import io.megadb.type.PgType;
import io.megadb.vector.Bytes;
import io.megadb.vector.FlatVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Values;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.StructLike;

/**
 * Spreads rows over the files of their partitions. Only so many files are open at a time; the one
 * not written to for longest is completed to make room. Confined to one thread.
 */
final class PartitionedWriter {
  /** Open files; each holds up to a row group of memory. */
  private static final int MAX_OPEN = 32;

  private final BaseTable table;
  private final List<PgType> types;
  private final List<DataFile> files = new ArrayList<>();
  private final PartitionKey key;
  private final RowStruct row;
  private final Map<PartitionKey, DataWriter> open = new LinkedHashMap<>(16, 0.75f, true);
  private PartitionKey lastKey;
  private DataWriter last;

  PartitionedWriter(BaseTable table, List<PgType> types) {
    this.table = table;
    this.types = types;
    if (table.spec().isUnpartitioned()) {
      key = null;
      row = null;
      last = new DataWriter(table, types, null, files::add);
    } else {
      key = new PartitionKey(table.spec(), table.schema());
      row = new RowStruct(types);
    }
  }

  void write(FlatVector[] columns, int number) {
    if (key != null) {
      row.at(columns, number);
      key.partition(row);
      if (!key.equals(lastKey)) {
        turnTo(key.copy());
      }
    }
    last.write(columns, number);
  }

  private void turnTo(PartitionKey partition) {
    DataWriter writer = open.get(partition);
    if (writer == null) {
      if (open.size() == MAX_OPEN) {
        PartitionKey eldest = open.keySet().iterator().next();
        open.remove(eldest).close();
      }
      writer = new DataWriter(table, types, partition, files::add);
      open.put(partition, writer);
    }
    lastKey = partition;
    last = writer;
  }

  /** Completes all files and answers them. */
  List<DataFile> finish() {
    if (key == null) {
      last.close();
    }
    open.values().forEach(DataWriter::close);
    open.clear();
    lastKey = null;
    return List.copyOf(files);
  }

  /** Closes files that nobody will use. */
  void abandon() {
    finish();
  }

  /** A row as Iceberg's transforms read it. */
  private static final class RowStruct implements StructLike {
    private final List<PgType> types;
    private FlatVector[] columns;
    private int number;

    RowStruct(List<PgType> types) {
      this.types = types;
    }

    void at(FlatVector[] newColumns, int newNumber) {
      columns = newColumns;
      number = newNumber;
    }

    @Override
    public int size() {
      return types.size();
    }

    @Override
    public <T> T get(int position, Class<T> javaClass) {
      Object value = Values.get(columns[position], number);
      return value == null ? null : javaClass.cast(internal(types.get(position), value));
    }

    private static Object internal(PgType type, Object value) {
      return switch (Storage.of(type)) {
        case BOOLEAN, LONG, TIME, DOUBLE -> value;
        case INT -> ((Long) value).intValue();
        case DATE -> Times.storedDate((Long) value);
        case TIMESTAMP -> Times.storedTimestamp((Long) value);
        case FLOAT -> ((Double) value).floatValue();
        case DECIMAL -> ((PgNumeric) value).decimal().setScale(type.scale());
        case NUMERIC_TEXT -> value.toString();
        case TEXT -> ((Bytes) value).text();
        case BINARY, INTERVAL -> ByteBuffer.wrap(((Bytes) value).array());
        case UUID -> {
          ByteBuffer bytes = ByteBuffer.wrap(((Bytes) value).array());
          yield new UUID(bytes.getLong(), bytes.getLong());
        }
        case LIST -> throw new IllegalStateException("arrays partition nothing");
      };
    }

    @Override
    public <T> void set(int position, T value) {
      throw new UnsupportedOperationException("rows are read here");
    }
  }
}
