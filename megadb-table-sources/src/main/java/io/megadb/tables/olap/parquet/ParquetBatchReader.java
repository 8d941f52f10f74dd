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
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
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

  /** By column, null where nothing is known of its bounds. */
  private final PrunedColumn[] pruning;

  private final List<ValueRange> ranges = new ArrayList<>();
  private final List<Integer> rowGroups = new ArrayList<>();
  private final int batchRows;
  private int nextGroup;
  private BlockMetaData group;

  /** Rows of the row group that are read, and the range of them at hand. */
  private RowRanges kept;

  private int range;
  private long rowGroupsSkipped;
  private long pagesSkipped;

  /** The rows at hand, in the row group. */
  private long from;

  private int rows;

  /**
   * Opens a file.
   *
   * @param cacheBytes that decoded columns of all files may take; 0 to read without them
   * @param fieldIds of the columns wanted, in output order
   * @param names by which a file that others wrote has them; null where field ids count
   * @param types of these columns
   * @param missingValues by column, what it has if the file lacks it, as a vector of one row; null
   *     for null
   * @param wanted which row groups are read
   */
  public ParquetBatchReader(
      ParquetFiles files,
      long cacheBytes,
      Path path,
      int[] fieldIds,
      String[] names,
      List<PgType> types,
      FlatVector[] missingValues,
      RowGroups wanted,
      int batchRows) {
    this.batchRows = batchRows;
    file = files.open(path);
    MessageType inFile = file.footer().metadata().getFileMetaData().getSchema();
    MessageType schema = names == null ? inFile : ForeignSchema.withIds(inFile, fieldIds, names);
    Predicate<BlockMetaData> filter = wanted.of(schema);
    List<BlockMetaData> blocks = file.footer().metadata().getBlocks();
    for (int i = 0; i < blocks.size(); i++) {
      if (filter.test(blocks.get(i))) {
        rowGroups.add(i);
      }
    }
    cursors = new ColumnCursor[fieldIds.length];
    missing = new MissingCursor[fieldIds.length];
    pruning = new PrunedColumn[fieldIds.length];
    nested = new NestedColumns(file, lists(schema, fieldIds, types));
    for (int i = 0; i < fieldIds.length; i++) {
      Type column = column(schema, fieldIds[i]);
      if (column == null) {
        missing[i] = MissingCursor.of(types.get(i), missingValues[i]);
      } else {
        ColumnCursor cursor = cursor(schema, column.getName(), types.get(i));
        cursors[i] =
            cacheBytes == 0
                ? cursor
                : new CachedCursor(
                    cursor, file, column.getName(), types.get(i), files.columns(), cacheBytes);
        pruning[i] = pruned(column, types.get(i));
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

  /** Leaves out row groups and pages without wanted rows. To be called before {@link #advance}. */
  public void narrow(ValueRange range) {
    if (pruning[range.column()] != null) {
      ranges.add(range);
    }
  }

  /** Columns of row groups that were found decoded. */
  public long cacheHits() {
    long hits = 0;
    for (ColumnCursor cursor : cursors) {
      hits += cursor instanceof CachedCursor cached ? cached.hits() : 0;
    }
    return hits;
  }

  /** Columns of row groups that were asked for decoded and not found so. */
  public long cacheMisses() {
    long misses = 0;
    for (ColumnCursor cursor : cursors) {
      misses += cursor instanceof CachedCursor cached ? cached.misses() : 0;
    }
    return misses;
  }

  /** Row groups left out so far. */
  public long rowGroupsSkipped() {
    return rowGroupsSkipped;
  }

  /** Pages left out so far, of the columns whose values said so. */
  public long pagesSkipped() {
    return pagesSkipped;
  }

  /** Goes to the next rows; answers how many they are, 0 at the end. */
  public int advance() {
    from += rows;
    rows = 0;
    while (true) {
      while (group != null && range < kept.count()) {
        from = Math.max(from, kept.starts()[range]);
        if (from < kept.ends()[range]) {
          // Pieces of decoded columns are not crossed.
          long piece = DecodedColumn.PIECE_ROWS - from % DecodedColumn.PIECE_ROWS;
          rows = (int) Math.min(Math.min(kept.ends()[range] - from, batchRows), piece);
          return rows;
        }
        range++;
      }
      if (nextGroup == rowGroups.size()) {
        return 0;
      }
      openRowGroup(rowGroups.get(nextGroup++));
    }
  }

  private void openRowGroup(int number) {
    group = file.footer().metadata().getBlocks().get(number);
    from = 0;
    range = 0;
    guarded(
        () -> {
          kept = kept();
          if (kept.count() == 0) {
            rowGroupsSkipped++;
            return null;
          }
          for (ColumnCursor cursor : cursors) {
            if (cursor != null) {
              cursor.open(number);
            }
          }
          return null;
        });
  }

  /** The row group's rows that may lie in all ranges. */
  private RowRanges kept() throws IOException {
    RowRanges rowRanges = RowRanges.all(group.getRowCount());
    int skipped = 0;
    for (ValueRange wanted : ranges) {
      PrunedColumn column = pruning[wanted.column()];
      ColumnChunkMetaData chunk = column.chunk(group);
      PageBounds whole = PageBounds.of(chunk.getStatistics(), column.storage());
      if (whole != null && wanted.excludes(whole.least()[0], whole.greatest()[0])) {
        return new RowRanges(new long[0], new long[0]);
      }
      PageLocations pages = file.pages(chunk, group.getRowCount());
      PageBounds bounds = pages == null ? null : file.bounds(chunk, column.storage());
      if (bounds != null && bounds.least().length == pages.count()) {
        RowRanges of = RowRanges.of(pages, bounds, wanted);
        rowRanges = rowRanges.and(of);
        skipped += pages.count() - of.pages(pages);
      }
    }
    pagesSkipped += rowRanges.count() == 0 ? 0 : skipped;
    return rowRanges;
  }

  /** A column whose values' bounds are known. */
  private record PrunedColumn(ColumnPath path, Storage storage) {
    ColumnChunkMetaData chunk(BlockMetaData group) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.getPath().equals(path)) {
          return chunk;
        }
      }
      throw new IndexOutOfBoundsException("a row group lacks column " + path.toDotString());
    }
  }

  private static PrunedColumn pruned(Type column, PgType type) {
    Storage storage = Storage.of(type);
    return column.isPrimitive()
            && PageBounds.known(storage, column.asPrimitiveType().getPrimitiveTypeName())
        ? new PrunedColumn(ColumnPath.get(column.getName()), storage)
        : null;
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
