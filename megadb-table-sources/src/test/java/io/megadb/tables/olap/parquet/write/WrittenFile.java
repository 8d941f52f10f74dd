package io.megadb.tables.olap.parquet.write;

import io.megadb.tables.olap.parquet.ParquetBatchReader;
import io.megadb.tables.olap.parquet.ParquetFiles;
import io.megadb.tables.olap.type.Storage;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Values;
import io.megadb.vector.VectorBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Files;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.shaded.org.apache.parquet.ParquetReadOptions;
import org.apache.iceberg.shaded.org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalInputFile;
import org.apache.iceberg.types.Types;

/** A file of some columns, and what several readers find in it. */
record WrittenFile(Path path, List<PgType> types, Schema schema) {
  private static final int BATCH = 1000;

  /**
   * Writes a file.
   *
   * @param rows values as in {@link Values}, a list a row
   */
  static WrittenFile write(
      Path path, WriteOptions options, List<PgType> types, List<List<Object>> rows)
      throws IOException {
    return write(path, options, types, rows, ChunkObserver.NONE);
  }

  static WrittenFile write(
      Path path,
      WriteOptions options,
      List<PgType> types,
      List<List<Object>> rows,
      ChunkObserver observer)
      throws IOException {
    return write(path, options, types, rows, observer, new RowGroupMemory(1L << 30));
  }

  static WrittenFile write(
      Path path,
      WriteOptions options,
      List<PgType> types,
      List<List<Object>> rows,
      ChunkObserver observer,
      RowGroupMemory memory)
      throws IOException {
    List<Types.NestedField> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(
          Types.NestedField.optional(i + 1, "c" + i, Storage.icebergType(types.get(i), 1000 + i)));
    }
    Schema schema = new Schema(fields);
    FileSchema content =
        new FileSchema(
            ParquetSchemaUtil.convert(schema, "table"),
            types,
            List.of(new FileSchema.SortedColumn(0, true, false)),
            Map.of("some", "thing"));
    try (ColumnarWriter writer =
        new ColumnarWriter(
            content,
            options,
            observer,
            memory,
            Files.localOutput(path.toFile()).createOrOverwrite())) {
      Rows all = rows(types, rows);
      writer.write(all, 0, all.count() / 2);
      writer.endRun();
      writer.write(all, all.count() / 2, all.count());
      writer.endRun();
    }
    return new WrittenFile(path, types, schema);
  }

  private static Rows rows(List<PgType> types, List<List<Object>> rows) {
    FlatVector[][] batches = new FlatVector[(rows.size() + BATCH - 1) / BATCH][types.size()];
    int[] batch = new int[rows.size()];
    int[] row = new int[batch.length];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = i / BATCH;
      row[i] = i % BATCH;
    }
    for (int b = 0; b < batches.length; b++) {
      for (int c = 0; c < types.size(); c++) {
        VectorBuilder builder = VectorBuilder.of(types.get(c));
        for (int i = b * BATCH; i < Math.min(rows.size(), (b + 1) * BATCH); i++) {
          builder.append(rows.get(i).get(c));
        }
        batches[b][c] = builder.build();
      }
    }
    return new Rows(batches, batch, row, batch.length);
  }

  /** All rows as our own reader has them. */
  List<List<Object>> read() {
    int[] ids = new int[types.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i + 1;
    }
    List<List<Object>> rows = new ArrayList<>();
    try (ParquetBatchReader reader =
        new ParquetBatchReader(
            new ParquetFiles(),
            0,
            path,
            ids,
            null,
            types,
            new FlatVector[ids.length],
            ParquetBatchReader.RowGroups.ALL,
            Batch.MAX_ROWS)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int i = 0; i < batch.size(); i++) {
          List<Object> row = new ArrayList<>();
          for (int c = 0; c < ids.length; c++) {
            row.add(Values.get(batch.column(c), i));
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  /** All rows as Iceberg's generic reader has them, on Parquet's own column readers. */
  List<Record> readByIceberg() throws IOException {
    List<Record> rows = new ArrayList<>();
    try (CloseableIterable<Record> records =
        Parquet.read(Files.localInput(path.toFile()))
            .project(schema)
            .createReaderFunc(file -> GenericParquetReaders.buildReader(schema, file))
            .build()) {
      records.forEach(record -> rows.add(record.copy()));
    }
    return rows;
  }

  ParquetMetadata footer() throws IOException {
    try (ParquetFileReader reader = open()) {
      return reader.getFooter();
    }
  }

  ParquetFileReader open() throws IOException {
    return ParquetFileReader.open(
        new LocalInputFile(path),
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
  }

  /** A column of the first row group. */
  ColumnChunkMetaData chunk(int column) throws IOException {
    return footer().getBlocks().get(0).getColumns().get(column);
  }
}
