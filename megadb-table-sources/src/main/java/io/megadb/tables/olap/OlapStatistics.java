package io.megadb.tables.olap;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import io.megadb.tables.olap.type.Storage;
import io.megadb.tables.olap.type.Times;
import io.megadb.tables.statistics.ColumnSketch;
import io.megadb.tables.statistics.TableSketch;
import io.megadb.type.PgType;
import io.megadb.vector.Bytes;
import io.megadb.vector.PgNumeric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * What the manifests of one metadata say of a table's content.
 *
 * @param number of the metadata
 */
record OlapStatistics(int number, TableStatistics statistics) {
  static OlapStatistics of(
      int number, TableDefinition table, TableMetadata metadata, FileIO files) {
    BaseTable iceberg = StagedTable.of(metadata, files);
    Map<Integer, Bounds> bounds = new HashMap<>();
    for (Types.NestedField field : metadata.schema().columns()) {
      if (field.type().isPrimitiveType()) {
        bounds.put(field.fieldId(), new Bounds(field.type()));
      }
    }
    double rows = 0;
    double bytes = 0;
    try (CloseableIterable<FileScanTask> tasks =
        iceberg.newScan().includeColumnStats().planFiles()) {
      for (FileScanTask task : tasks) {
        DataFile file = task.file();
        rows += file.recordCount();
        bytes += file.fileSizeInBytes();
        bounds.forEach((id, column) -> column.add(id, file));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    String deleted =
        metadata.currentSnapshot() == null
            ? null
            : metadata.currentSnapshot().summary().get("total-position-deletes");
    double live = Math.max(0, rows - (deleted == null ? 0 : Long.parseLong(deleted)));
    Map<String, ColumnStatistics> columns = new HashMap<>();
    TableSketch sketch = SketchFile.read(metadata, files);
    for (ColumnDefinition column : table.columns()) {
      int field = FieldIds.of(column, metadata);
      if (rows > 0 && field != FieldIds.NONE) {
        ColumnSketch counted = sketch.column(field);
        boolean complete = counted != null && counted.rows() >= rows;
        columns.put(
            column.name(),
            bounds
                .getOrDefault(field, Bounds.UNKNOWN)
                .statistics(column.type(), rows, live, complete ? counted : null));
      }
    }
    return new OlapStatistics(number, new TableStatistics(live, bytes, Map.copyOf(columns)));
  }

  /** Least and greatest value of a column over files; a file without bounds makes them unknown. */
  private static final class Bounds {
    /** Of a column whose files say nothing. */
    static final Bounds UNKNOWN = new Bounds(Types.BooleanType.get());

    private final Type type;
    private final Comparator<Object> order;
    private double nulls;
    private Object min;
    private Object max;
    private boolean unknown;

    Bounds(Type type) {
      this.type = type;
      this.order = Comparators.forType(type.asPrimitiveType());
    }

    void add(int fieldId, DataFile file) {
      long fileNulls =
          file.nullValueCounts() == null ? 0 : file.nullValueCounts().getOrDefault(fieldId, 0L);
      nulls += fileNulls;
      if (fileNulls == file.recordCount()) {
        return;
      }
      ByteBuffer lower = file.lowerBounds() == null ? null : file.lowerBounds().get(fieldId);
      ByteBuffer upper = file.upperBounds() == null ? null : file.upperBounds().get(fieldId);
      if (lower == null || upper == null) {
        unknown = true;
        return;
      }
      Object low = Conversions.fromByteBuffer(type, lower);
      Object high = Conversions.fromByteBuffer(type, upper);
      min = min == null || order.compare(low, min) < 0 ? low : min;
      max = max == null || order.compare(high, max) > 0 ? high : max;
    }

    /**
     * @param rows of all files, deleted ones too
     * @param counted null unless it has seen all of them
     */
    ColumnStatistics statistics(PgType pgType, double rows, double live, ColumnSketch counted) {
      return new ColumnStatistics(
          counted == null ? -1 : Math.min(live, counted.distinct()),
          counted == null ? nulls / rows : counted.nulls() / (double) counted.rows(),
          unknown ? null : value(pgType, min),
          unknown ? null : value(pgType, max),
          counted == null ? -1 : counted.width(),
          null);
    }

    private static Object value(PgType type, Object stored) {
      if (stored == null) {
        return null;
      }
      return switch (Storage.of(type)) {
        case BOOLEAN, DOUBLE -> stored;
        case INT, LONG, TIME -> ((Number) stored).longValue();
        case FLOAT -> ((Number) stored).doubleValue();
        case DATE -> Times.date((Integer) stored);
        case TIMESTAMP -> Times.timestamp((Long) stored);
        case DECIMAL -> PgNumeric.of((BigDecimal) stored);
        case TEXT -> Bytes.utf8(stored.toString());
        case NUMERIC_TEXT, BINARY, UUID, INTERVAL, LIST -> null;
      };
    }
  }
}
