package io.megadb.tables.olap;

import io.megadb.tables.olap.parquet.VectorRow;
import io.megadb.tables.olap.parquet.VectorRowWriter;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;

/** Writes the rows of one partition into files of a target size. For one thread at a time. */
final class DataWriter {
  /** A size at which reading in parallel and skipping both still pay. */
  private static final long TARGET_BYTES = 128L << 20;

  /** Rows between two looks at the file's size. */
  private static final int CHECK_ROWS = 4096;

  private final BaseTable table;
  private final List<PgType> types;
  private final StructLike partition;
  private final List<DataFile> files = new ArrayList<>();
  private final VectorRow cursor = new VectorRow();
  private FileAppender<VectorRow> appender;
  private String path;
  private int rows;

  /**
   * @param partition of the rows; null for an unpartitioned table
   */
  DataWriter(BaseTable table, List<PgType> types, StructLike partition) {
    this.table = table;
    this.types = types;
    this.partition = partition;
  }

  void write(FlatVector[] columns, int row) {
    if (appender == null) {
      open();
    }
    appender.add(cursor.at(columns, row));
    if (++rows % CHECK_ROWS == 0 && appender.length() >= TARGET_BYTES) {
      close();
    }
  }

  private void open() {
    String name = UUID.randomUUID() + ".parquet";
    path =
        partition == null
            ? table.locationProvider().newDataLocation(name)
            : table.locationProvider().newDataLocation(table.spec(), partition, name);
    try {
      appender =
          Parquet.write(table.io().newOutputFile(path))
              .forTable(table)
              .createWriterFunc(schema -> new VectorRowWriter(schema, types))
              .overwrite()
              .build();
    } catch (IOException failure) {
      throw FileErrors.writing(path, failure);
    }
  }

  /** Completes the file at hand, if there is one. */
  void close() {
    if (appender == null) {
      return;
    }
    FileAppender<VectorRow> done = appender;
    appender = null;
    rows = 0;
    try {
      done.close();
    } catch (IOException failure) {
      throw FileErrors.writing(path, failure);
    }
    DataFiles.Builder file =
        DataFiles.builder(table.spec())
            .withPath(path)
            .withFormat(FileFormat.PARQUET)
            .withFileSizeInBytes(done.length())
            .withMetrics(done.metrics())
            .withSplitOffsets(done.splitOffsets());
    if (partition != null) {
      file.withPartition(partition);
    }
    files.add(file.build());
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
