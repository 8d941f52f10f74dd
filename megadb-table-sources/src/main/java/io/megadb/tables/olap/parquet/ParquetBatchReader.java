package io.megadb.tables.olap.parquet;

import io.megadb.error.MegaDbException;
import io.megadb.tables.olap.type.Storage;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Vector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.Type;

/**
 * Decodes some columns of a file, row group by row group, straight into vectors. Columns are found
 * by their field ids; one that the file lacks has its missing value. A column is decoded when it is
 * asked for, and only the rows that are. Confined to one thread.
 */
public final class ParquetBatchReader implements AutoCloseable {
  private final ParquetFile file;
  private final PageDecompressor decompressor = new PageDecompressor();
  private final NestedColumns nested;
  private final ColumnCursor[] cursors;
  private final MissingCursor[] missing;
  private final List<Integer> rowGroups = new ArrayList<>();
  private final int batchRows;
  private int nextGroup;
  private BlockMetaData group;

  /** The rows at hand, in the row group. */
  private long from;

  private int rows;

  /**
   * Opens a file.
   *
   * @param fieldIds of the columns wanted, in output order
   * @param types of these columns
   * @param missingValues by column, what it has if the file lacks it, as a vector of one row; null
   *     for null
   * @param wanted which row groups are read
   */
  public ParquetBatchReader(
      ParquetFiles files,
      Path path,
      int[] fieldIds,
      List<PgType> types,
      FlatVector[] missingValues,
      RowGroups wanted,
      int batchRows) {
    this.batchRows = batchRows;
    file = files.open(path);
    MessageType schema = file.footer().metadata().getFileMetaData().getSchema();
    Predicate<BlockMetaData> filter = wanted.of(schema);
    List<BlockMetaData> blocks = file.footer().metadata().getBlocks();
    for (int i = 0; i < blocks.size(); i++) {
      if (filter.test(blocks.get(i))) {
        rowGroups.add(i);
      }
    }
    cursors = new ColumnCursor[fieldIds.length];
    missing = new MissingCursor[fieldIds.length];
    nested = new NestedColumns(file, lists(schema, fieldIds, types));
    for (int i = 0; i < fieldIds.length; i++) {
      Type column = column(schema, fieldIds[i]);
      if (column == null) {
        missing[i] = MissingCursor.of(types.get(i), missingValues[i]);
      } else {
        cursors[i] = cursor(schema, column.getName(), types.get(i));
      }
    }
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

  private static List<Type> lists(MessageType schema, int[] fieldIds, List<PgType> types) {
    List<Type> lists = new ArrayList<>();
    for (int i = 0; i < fieldIds.length; i++) {
      Type column = column(schema, fieldIds[i]);
      if (Storage.of(types.get(i)) == Storage.LIST && column != null && !lists.contains(column)) {
        lists.add(column);
      }
    }
    return lists;
  }

  private ColumnCursor cursor(MessageType schema, String name, PgType type) {
    if (Storage.of(type) == Storage.LIST) {
      return new ListCursor(nested, nested.column(name), type);
    }
    ColumnDescriptor column = schema.getColumnDescription(new String[] {name});
    return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
      case INT32, INT64, INT96 -> new LongCursor(file, decompressor, column, type);
      case FLOAT, DOUBLE -> new DoubleCursor(file, decompressor, column);
      case BOOLEAN -> new BoolCursor(file, decompressor, column);
      case BINARY, FIXED_LEN_BYTE_ARRAY -> new BytesCursor(file, decompressor, column, type);
    };
  }

  /** Says that rows whose value of a column is null or outside a range need not be read. */
  public void narrow(int column, long least, long greatest) {
    // Nothing is left out yet.
  }

  /** Goes to the next rows; answers how many they are, 0 at the end. */
  public int advance() {
    from += rows;
    while (group == null || from == group.getRowCount()) {
      if (nextGroup == rowGroups.size()) {
        rows = 0;
        return 0;
      }
      openRowGroup(rowGroups.get(nextGroup++));
    }
    rows = (int) Math.min(group.getRowCount() - from, batchRows);
    return rows;
  }

  private void openRowGroup(int number) {
    group = file.footer().metadata().getBlocks().get(number);
    from = 0;
    guarded(
        () -> {
          for (ColumnCursor cursor : cursors) {
            if (cursor != null) {
              cursor.open(number);
            }
          }
          return null;
        });
  }

  /** A column of the rows at hand. Texts with a dictionary stay codes, numbers do not. */
  public Vector column(int index) {
    return cursors[index] == null
        ? missing[index].read(rows)
        : guarded(() -> cursors[index].read(from, rows));
  }

  /** Like {@link #column}, a dictionary vector also for numbers where the file has a dictionary. */
  public Vector encoded(int index) {
    return cursors[index] == null
        ? missing[index].read(rows)
        : guarded(() -> cursors[index].encoded(from, rows));
  }

  /**
   * Some of the rows at hand.
   *
   * @param selected their numbers, ascending
   */
  public Vector column(int index, int[] selected, int count) {
    return cursors[index] == null
        ? missing[index].read(count)
        : guarded(() -> cursors[index].read(from, rows, selected, count));
  }

  /** The next rows with all columns, or null at the end. */
  public Batch next() {
    int count = advance();
    if (count == 0) {
      return null;
    }
    Vector[] columns = new Vector[cursors.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(i);
    }
    return new Batch(count, columns);
  }

  /** Position within the file of the first row at hand. */
  public long batchStart() {
    return group.getRowIndexOffset() + from;
  }

  /** Something that reads the file. */
  @FunctionalInterface
  private interface Reading {
    Vector read() throws IOException;
  }

  /** Names the file in what goes wrong. */
  private Vector guarded(Reading reading) {
    try {
      return reading.read();
    } catch (IOException failure) {
      throw file.failed(failure);
    } catch (MegaDbException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ParquetFiles.damaged(file.path(), e);
    }
  }

  @Override
  public void close() {
    for (ColumnCursor cursor : cursors) {
      if (cursor != null) {
        cursor.close();
      }
    }
    decompressor.close();
    nested.close();
    file.close();
  }
}
