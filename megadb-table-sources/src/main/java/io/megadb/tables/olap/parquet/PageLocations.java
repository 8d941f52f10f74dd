package io.megadb.tables.olap.parquet;

import java.util.List;
import org.apache.iceberg.shaded.org.apache.parquet.format.OffsetIndex;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageLocation;

/**
 * Where a column chunk's data pages are; Parquet calls it the offset index. Immutable.
 *
 * @param offsets of the pages' headers in the file
 * @param sizes of the pages with their headers
 * @param firstRows numbers of their first rows in the row group, and at the end the row group's
 *     rows
 */
@SuppressWarnings("ArrayRecordComponent")
record PageLocations(long[] offsets, int[] sizes, long[] firstRows) {
  static PageLocations of(OffsetIndex index, long rows) {
    List<PageLocation> pages = index.getPage_locations();
    long[] offsets = new long[pages.size()];
    int[] sizes = new int[offsets.length];
    long[] firstRows = new long[offsets.length + 1];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = pages.get(i).getOffset();
      sizes[i] = pages.get(i).getCompressed_page_size();
      firstRows[i] = pages.get(i).getFirst_row_index();
      if (i == 0 ? firstRows[0] != 0 : firstRows[i] < firstRows[i - 1]) {
        throw new IndexOutOfBoundsException("an offset index goes back");
      }
    }
    firstRows[offsets.length] = rows;
    if (offsets.length == 0 ? rows > 0 : firstRows[offsets.length - 1] > rows) {
      throw new IndexOutOfBoundsException("an offset index has other rows than its row group");
    }
    return new PageLocations(offsets, sizes, firstRows);
  }

  int count() {
    return offsets.length;
  }

  /** The page that has a row. */
  int page(long row) {
    int low = 0;
    int high = offsets.length - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (firstRows[middle] <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
