package io.megadb.tables.olap.parquet;

import io.megadb.type.PgType;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DataPage;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DataPageV1;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DataPageV2;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DictionaryPage;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReadStore;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageReader;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A column without nesting in the encodings that most writers use, decoded page by page into
 * arrays: Parquet's own column reader takes several calls a value, which made it half of a query's
 * time. Texts with a dictionary stay codes, numbers do not.
 *
 * <p>Deprecated calls: those that replace them give memory back to an allocator, and here it is all
 * on the heap; and files still have the encodings of old.
 */
@SuppressWarnings("deprecation")
final class PageCursor extends ColumnCursor {
  /** By name, since Parquet deprecates those that older files have. */
  private static final Set<String> KNOWN =
      Set.of("PLAIN", "RLE", "BIT_PACKED", "PLAIN_DICTIONARY", "RLE_DICTIONARY");

  private final PgType type;
  private final PageValues values;
  private final PrimitiveTypeName stored;
  private final HybridRuns levels = new HybridRuns();
  private final HybridRuns codes = new HybridRuns();
  private PageReader pages;
  private FlatVector dictionary;
  private ByteBuffer plain;
  private boolean coded;
  private int left;
  private int[] levelsOfRows = new int[0];

  private PageCursor(ColumnDescriptor column, PgType type, PageValues values) {
    super(column);
    this.type = type;
    this.values = values;
    this.stored = column.getPrimitiveType().getPrimitiveTypeName();
  }

  /** A cursor; null if the column is nested or its type needs a reader value by value. */
  static PageCursor of(ColumnDescriptor column, PgType type) {
    PageValues values = PageValues.of(type, column.getPrimitiveType().getPrimitiveTypeName());
    return values == null
            || column.getMaxRepetitionLevel() > 0
            || column.getMaxDefinitionLevel() > 1
        ? null
        : new PageCursor(column, type, values);
  }

  /** Whether it reads these pages. */
  static boolean reads(ColumnChunkMetaData chunk) {
    return chunk.getEncodings().stream().allMatch(encoding -> KNOWN.contains(encoding.name()));
  }

  @Override
  void open(PageReadStore store, ParquetBatchReader.Fallback fallback) {
    pages = store.getPageReader(column);
    left = 0;
    dictionary = null;
    DictionaryPage page = pages.readDictionaryPage();
    if (page != null) {
      ByteBuffer bytes = PageBytes.of(page.getBytes());
      dictionary = values.read(bytes, stored, page.getDictionarySize(), type);
    }
  }

  @Override
  Vector read(int rows) {
    Vector first = null;
    List<Vector> pieces = null;
    for (int done = 0; done < rows; ) {
      while (left == 0) {
        openPage();
      }
      int count = Math.min(left, rows - done);
      Vector piece = piece(count);
      left -= count;
      done += count;
      if (first == null) {
        first = piece;
      } else {
        if (pieces == null) {
          pieces = new ArrayList<>(List.of(first));
        }
        pieces.add(piece);
      }
    }
    return pieces == null ? first : concatenated(pieces, rows);
  }

  private Vector concatenated(List<Vector> pieces, int rows) {
    if (pieces.stream().allMatch(piece -> piece instanceof DictionaryVector)) {
      int[] all = new int[rows];
      int at = 0;
      for (Vector piece : pieces) {
        System.arraycopy(((DictionaryVector) piece).codes(), 0, all, at, piece.size());
        at += piece.size();
      }
      return new DictionaryVector(rows, all, dictionary);
    }
    if (pieces.stream().allMatch(PageCursor::isPlainLongs)) {
      return longs(pieces, rows);
    }
    VectorBuilder builder = VectorBuilder.of(type, rows);
    for (Vector piece : pieces) {
      for (int i = 0; i < piece.size(); i++) {
        builder.appendFrom(piece, i);
      }
    }
    return builder.build();
  }

  private static boolean isPlainLongs(Vector piece) {
    return !piece.mayHaveNulls() && (piece instanceof LongVector || piece instanceof DecimalVector);
  }

  /** Most columns, and most batches that go across a page's border. */
  private Vector longs(List<Vector> pieces, int rows) {
    long[] all = new long[rows];
    int at = 0;
    for (Vector piece : pieces) {
      long[] values =
          piece instanceof LongVector longs ? longs.values() : ((DecimalVector) piece).unscaled();
      System.arraycopy(values, 0, all, at, piece.size());
      at += piece.size();
    }
    return values == PageValues.DECIMAL
        ? new DecimalVector(rows, all, type.scale(), null)
        : new LongVector(rows, all, null);
  }

  private void openPage() {
    DataPage page = pages.readPage();
    if (page == null) {
      throw new IndexOutOfBoundsException("a column has fewer values than its row group has rows");
    }
    left = page.getValueCount();
    ByteBuffer bytes;
    Encoding encoding;
    if (page instanceof DataPageV1 one) {
      bytes = PageBytes.of(one.getBytes());
      encoding = one.getValueEncoding();
      if (valueLevel > 0) {
        startLevels(bytes, one.getDlEncoding());
      }
    } else {
      DataPageV2 two = (DataPageV2) page;
      bytes = PageBytes.of(two.getData());
      encoding = two.getDataEncoding();
      if (valueLevel > 0) {
        ByteBuffer runs = PageBytes.of(two.getDefinitionLevels());
        start(levels, runs, runs.remaining(), 1);
      }
    }
    coded = encoding != Encoding.PLAIN;
    if (coded) {
      int width = bytes.hasRemaining() ? bytes.get() : 0;
      start(codes, bytes, bytes.remaining(), width);
    } else {
      plain = bytes;
    }
  }

  private void startLevels(ByteBuffer bytes, Encoding encoding) {
    if (encoding == Encoding.RLE) {
      int length = bytes.getInt();
      start(levels, bytes, length, 1);
      bytes.position(bytes.position() + length);
      return;
    }
    // The oldest writers: a bit each, the first one being the highest of its byte.
    int length = left + 7 >>> 3;
    byte[] runs = new byte[length + 5];
    int header = length << 1 | 1;
    int at = 0;
    for (; header >= 0x80; header >>>= 7) {
      runs[at++] = (byte) (header | 0x80);
    }
    runs[at++] = (byte) header;
    for (int i = 0; i < length; i++) {
      runs[at + i] = (byte) (Integer.reverse(bytes.get()) >>> 24);
    }
    levels.start(runs, 0, at + length, 1);
  }

  private static void start(HybridRuns runs, ByteBuffer bytes, int length, int width) {
    int from = bytes.arrayOffset() + bytes.position();
    runs.start(bytes.array(), from, from + length, width);
  }

  private Vector piece(int count) {
    if (valueLevel == 0 || levels.skipped(count, 1)) {
      return present(count);
    }
    if (levelsOfRows.length < count) {
      levelsOfRows = new int[count];
    }
    levels.read(levelsOfRows, 0, count);
    int valid = 0;
    for (int i = 0; i < count; i++) {
      valid += levelsOfRows[i];
    }
    if (valid == count) {
      return present(count);
    }
    if (valid == 0) {
      VectorBuilder nulls = VectorBuilder.of(type, count);
      for (int i = 0; i < count; i++) {
        nulls.appendNull();
      }
      return nulls.build();
    }
    int[] rows = new int[count];
    int value = 0;
    for (int i = 0; i < count; i++) {
      rows[i] = levelsOfRows[i] == 0 ? -1 : value++;
    }
    return present(valid).select(rows, count);
  }

  /** Values that are all there. */
  private Vector present(int count) {
    if (!coded) {
      return values.read(plain, stored, count, type);
    }
    int[] numbers = new int[count];
    codes.read(numbers, 0, count);
    check(numbers, count);
    return dictionary instanceof BytesVector
        ? new DictionaryVector(count, numbers, dictionary)
        : dictionary.select(numbers, count);
  }

  private void check(int[] numbers, int count) {
    int largest = 0;
    int together = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, numbers[i]);
      together |= numbers[i];
    }
    if (together < 0 || dictionary == null && count > 0 || largest >= size()) {
      throw new IndexOutOfBoundsException(
          "a code of " + Arrays.toString(column.getPath()) + " is not in its dictionary");
    }
  }

  private int size() {
    return dictionary == null ? 1 : dictionary.size();
  }
}
