package io.megadb.tables.olap.parquet;

import io.megadb.tables.olap.type.Storage;
import io.megadb.tables.olap.type.Times;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.format.ColumnIndex;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The least and greatest value of each page of a column chunk, in the unit of vectors; Parquet
 * calls it the column index. Immutable.
 *
 * @param least by page; above the greatest one if all values of the page are null
 * @param greatest by page
 */
@SuppressWarnings("ArrayRecordComponent")
record PageBounds(long[] least, long[] greatest) {
  boolean isEmpty(int page) {
    return least[page] > greatest[page];
  }

  /** Whether bounds of a type, so stored, are compared as numbers. */
  static boolean known(Storage storage, PrimitiveTypeName stored) {
    boolean whole = stored == PrimitiveTypeName.INT32 || stored == PrimitiveTypeName.INT64;
    return switch (storage) {
      case INT, LONG, TIME, DATE, TIMESTAMP, DECIMAL -> whole;
      default -> false;
    };
  }

  static PageBounds of(ColumnIndex index, Storage storage) {
    int pages = index.getNull_pagesSize();
    long[] least = new long[pages];
    long[] greatest = new long[pages];
    for (int i = 0; i < pages; i++) {
      if (index.getNull_pages().get(i)) {
        least[i] = 1;
        continue;
      }
      least[i] = value(index.getMin_values().get(i), storage);
      greatest[i] = value(index.getMax_values().get(i), storage);
      if (least[i] > greatest[i]) {
        throw new IndexOutOfBoundsException("a page's least value is above its greatest");
      }
    }
    return new PageBounds(least, greatest);
  }

  private static long value(ByteBuffer bytes, Storage storage) {
    ByteBuffer value = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return value(value.remaining() == Integer.BYTES ? value.getInt() : value.getLong(), storage);
  }

  private static long value(long stored, Storage storage) {
    return switch (storage) {
      case DATE -> Times.date((int) stored);
      case TIMESTAMP -> Times.timestamp(stored);
      default -> stored;
    };
  }

  /** Bounds of a whole chunk, as of one page; null if they are not known. */
  static PageBounds of(Statistics<?> chunk, Storage storage) {
    if (chunk == null || !chunk.hasNonNullValue()) {
      return null;
    }
    return new PageBounds(
        new long[] {value(((Number) chunk.genericGetMin()).longValue(), storage)},
        new long[] {value(((Number) chunk.genericGetMax()).longValue(), storage)});
  }
}
