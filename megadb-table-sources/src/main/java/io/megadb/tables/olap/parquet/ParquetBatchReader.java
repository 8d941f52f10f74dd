package io.megadb.tables.olap.parquet;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.tables.olap.type.Storage;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.iceberg.shaded.org.apache.parquet.ParquetReadOptions;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnReader;
import org.apache.iceberg.shaded.org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalInputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Converter;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.GroupConverter;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/**
 * Decodes some columns of a file, row group by row group, straight into vectors. Columns are found
 * by their field ids; one that the file lacks has its missing value. Confined to one thread.
 */
public final class ParquetBatchReader implements AutoCloseable {
  private final ParquetFileReader file;
  private final MessageType projection;
  private final ColumnCursor[] cursors;
  private final MissingCursor[] missing;
  private final List<Integer> rowGroups = new ArrayList<>();
  private final int batchRows;
  private int next;
  private long left;
  private long position;

  /** Which rows the last batch has. */
  private long batchStart;

  /**
   * Opens a file.
   *
   * @param fieldIds of the columns wanted, in output order
   * @param names by which a file that others wrote has them; null where field ids count
   * @param types of these columns
   * @param missingValues by column, what it has if the file lacks it, as a vector of one row; null
   *     for null
   * @param wanted which row groups are read
   */
  public ParquetBatchReader(
      Path path,
      int[] fieldIds,
      String[] names,
      List<PgType> types,
      FlatVector[] missingValues,
      RowGroups wanted,
      int batchRows) {
    this.batchRows = batchRows;
    try {
      file =
          ParquetFileReader.open(
              new LocalInputFile(path),
              ParquetReadOptions.builder(new PlainParquetConfiguration())
                  .withCodecFactory(new PageCodecs())
                  .build());
    } catch (IOException failure) {
      throw unreadable(path.toString(), failure);
    }
    MessageType inFile = file.getFileMetaData().getSchema();
    MessageType schema =
        names == null ? inFile : ForeignSchema.withIds(inFile, fieldIds, names);
    Predicate<BlockMetaData> filter = wanted.of(schema);
    for (int i = 0; i < file.getRowGroups().size(); i++) {
      if (filter.test(file.getRowGroups().get(i))) {
        rowGroups.add(i);
      }
    }
    cursors = new ColumnCursor[fieldIds.length];
    missing = new MissingCursor[fieldIds.length];
    List<Type> columns = new ArrayList<>();
    int[] columnOf = new int[fieldIds.length];
    for (int i = 0; i < fieldIds.length; i++) {
      Type column = column(schema, fieldIds[i]);
      columnOf[i] = column == null ? -1 : columns.indexOf(column);
      if (column != null && columnOf[i] < 0) {
        columnOf[i] = columns.size();
        columns.add(column);
      }
    }
    projection = new MessageType(schema.getName(), columns);
    for (int i = 0; i < fieldIds.length; i++) {
      if (columnOf[i] < 0) {
        missing[i] = MissingCursor.of(types.get(i), missingValues[i]);
      } else {
        cursors[i] = cursor(projection.getColumns().get(columnOf[i]), types.get(i));
      }
    }
    file.setRequestedSchema(projection);
  }

  /** Chooses row groups by the file's schema. */
  @FunctionalInterface
  public interface RowGroups {
    /** All of them. */
    RowGroups ALL = schema -> block -> true;

    Predicate<BlockMetaData> of(MessageType schema);
  }

  private static Type column(MessageType schema, int fieldId) {
    for (Type column : schema.getFields()) {
      if (column.getId() != null && column.getId().intValue() == fieldId) {
        return column;
      }
    }
    return null;
  }

  private ColumnCursor cursor(ColumnDescriptor column, PgType type) {
    PageCursor pages = PageCursor.of(column, type);
    if (pages != null && rowGroups.stream().allMatch(group -> readByPage(group, column))) {
      return pages;
    }
    return switch (Storage.of(type)) {
      case LIST -> new ListCursor(column, type);
      case TEXT -> new DictionaryCursor(column);
      default -> new FlatCursor(column, type);
    };
  }

  private boolean readByPage(int group, ColumnDescriptor column) {
    ColumnPath path = ColumnPath.get(column.getPath());
    for (ColumnChunkMetaData chunk : file.getRowGroups().get(group).getColumns()) {
      if (chunk.getPath().equals(path)) {
        return PageCursor.reads(chunk);
      }
    }
    return false;
  }

  /** The next rows, or null at the end. */
  public Batch next() {
    while (left == 0) {
      if (next == rowGroups.size()) {
        return null;
      }
      openRowGroup(rowGroups.get(next++));
    }
    int rows = (int) Math.min(left, batchRows);
    Vector[] columns = new Vector[cursors.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = cursors[i] == null ? missing[i].read(rows) : cursors[i].read(rows);
    }
    batchStart = position;
    position += rows;
    left -= rows;
    return new Batch(rows, columns);
  }

  /** Position within the file of the last batch's first row. */
  public long batchStart() {
    return batchStart;
  }

  private void openRowGroup(int number) {
    BlockMetaData block = file.getRowGroups().get(number);
    left = block.getRowCount();
    position = block.getRowIndexOffset();
    if (projection.getFieldCount() == 0) {
      return;
    }
    try {
      PageReadStore pages = file.readRowGroup(number);
      for (ColumnCursor cursor : cursors) {
        if (cursor != null) {
          cursor.open(pages, this::values);
        }
      }
    } catch (IOException failure) {
      throw unreadable(file.getFile(), failure);
    }
  }

  private ColumnReader values(PageReadStore pages, ColumnDescriptor column, ColumnIn converter) {
    return new ColumnReadStoreImpl(
            pages, new Route(converter), projection, file.getFileMetaData().getCreatedBy())
        .getColumnReader(column);
  }

  /** Makes Parquet's own reader of a column of a row group. */
  @FunctionalInterface
  interface Fallback {
    ColumnReader reader(PageReadStore pages, ColumnDescriptor column, ColumnIn converter);
  }

  private static MegaDbException unreadable(String path, IOException failure) {
    return new MegaDbException(
        failure instanceof NoSuchFileException ? SqlState.UNDEFINED_FILE : SqlState.IO_ERROR,
        "could not read file \"" + path + "\": " + failure.getMessage(),
        failure);
  }

  /** Leads every path of the schema to one converter. */
  private static final class Route extends GroupConverter {
    private final ColumnIn column;

    Route(ColumnIn column) {
      this.column = column;
    }

    @Override
    public Converter getConverter(int fieldIndex) {
      return new Either(this, column);
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  /** Is a group on the way and the column's converter at its end. */
  private static final class Either extends Converter {
    private final GroupConverter group;
    private final ColumnIn column;

    Either(GroupConverter group, ColumnIn column) {
      this.group = group;
      this.column = column;
    }

    @Override
    public boolean isPrimitive() {
      return true;
    }

    @Override
    public org.apache.iceberg.shaded.org.apache.parquet.io.api.PrimitiveConverter
        asPrimitiveConverter() {
      return column;
    }

    @Override
    public GroupConverter asGroupConverter() {
      return group;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failure) {
      throw unreadable(file.getFile(), failure);
    }
  }
}
