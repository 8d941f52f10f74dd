package io.megadb.tables.olap;

import io.megadb.tables.olap.parquet.write.RowGroupMemory;
import io.megadb.tables.olap.parquet.write.Rows;
import io.megadb.type.PgType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.ParquetUtil;

/** Writes the rows of one partition into files of a target size. For one thread at a time. */
final class DataWriter {
  /** A size at which reading in parallel and skipping both still pay. */
  private static final long TARGET_BYTES = 128L << 20;

  /** Rows between two looks at the file's size. */
  private static final int CHECK_ROWS = 4096;

  private final BaseTable table;
  private final List<PgType> types;
  private final RowGroupMemory memory;
  private final StructLike partition;
  private final List<DataFile> files = new ArrayList<>();
  private RowFile file;
  private String path;
  private int rows;

  /**
   * @param memory shared by all writers of a statement
   * @param partition of the rows; null for an unpartitioned table
   */
  DataWriter(BaseTable table, List<PgType> types, RowGroupMemory memory, StructLike partition) {
    this.table = table;
    this.types = types;
    this.memory = memory;
    this.partition = partition;
  }

  /**
   * Writes a run of rows.
   *
   * @param abandoned asked now and then; once true, the rest need not be written
   */
  void write(Rows given, BooleanSupplier abandoned) {
    for (int from = 0; from < given.count() && !abandoned.getAsBoolean(); from += CHECK_ROWS) {
      int to = Math.min(given.count(), from + CHECK_ROWS);
      if (file == null) {
        open();
      }
      boolean full;
      try {
        file.write(given, from, to);
        if (to == given.count()) {
          file.endRun();
        }
        full = file.length() >= TARGET_BYTES;
      } catch (IOException failure) {
        throw FileErrors.writing(path, failure);
      }
      rows += to - from;
      if (full) {
        close();
      }
    }
  }

  private void open() {
    String name = UUID.randomUUID() + ".parquet";
    path =
        partition == null
            ? table.locationProvider().newDataLocation(name)
            : table.locationProvider().newDataLocation(table.spec(), partition, name);
    OutputFile output = table.io().newOutputFile(path);
    try {
      file =
          ColumnarFile.writes(types)
              ? new ColumnarFile(table, types, memory, output)
              : new AppenderFile(table, types, output);
    } catch (IOException failure) {
      throw FileErrors.writing(path, failure);
    }
  }

  /** Completes the file at hand, if there is one. */
  void close() {
    if (file == null) {
      return;
    }
    RowFile done = file;
    file = null;
    rows = 0;
    try {
      done.close();
    } catch (IOException failure) {
      throw FileErrors.writing(path, failure);
    }
    InputFile written = table.io().newInputFile(path);
    DataFiles.Builder builder =
        DataFiles.builder(table.spec())
            .withPath(path)
            .withFormat(FileFormat.PARQUET)
            .withFileSizeInBytes(written.getLength())
            .withMetrics(metrics(written, done.unbounded()))
            .withSplitOffsets(done.splitOffsets());
    if (partition != null) {
      builder.withPartition(partition);
    }
    files.add(builder.build());
  }

  /** What the footer says, without bounds that hold for some row groups only. */
  private Metrics metrics(InputFile written, BitSet unbounded) {
    Metrics metrics = ParquetUtil.fileMetrics(written, MetricsConfig.forTable(table));
    if (unbounded.isEmpty()) {
      return metrics;
    }
    Map<Integer, ByteBuffer> lower = new HashMap<>(metrics.lowerBounds());
    Map<Integer, ByteBuffer> upper = new HashMap<>(metrics.upperBounds());
    unbounded.stream()
        .map(column -> table.schema().columns().get(column).fieldId())
        .forEach(
            id -> {
              lower.remove(id);
              upper.remove(id);
            });
    return new Metrics(
        metrics.recordCount(),
        metrics.columnSizes(),
        metrics.valueCounts(),
        metrics.nullValueCounts(),
        metrics.nanValueCounts(),
        lower,
        upper);
  }

  /** Those that are complete. */
  List<DataFile> files() {
    return files;
  }

  /** Rows of the file at hand. */
  int unfinishedRows() {
    return rows;
  }
}
