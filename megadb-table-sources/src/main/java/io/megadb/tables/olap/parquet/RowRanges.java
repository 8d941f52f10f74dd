package io.megadb.tables.olap.parquet;

import java.util.Arrays;

/**
 * Rows of a row group that are read, as ranges in ascending order. Immutable.
 *
 * @param starts of the ranges
 * @param ends of the ranges, exclusive
 */
@SuppressWarnings("ArrayRecordComponent")
record RowRanges(long[] starts, long[] ends) {
  static RowRanges all(long rows) {
    return new RowRanges(new long[] {0}, new long[] {rows});
  }

  int count() {
    return starts.length;
  }

  /** The rows of the pages that may have a value in a range. */
  static RowRanges of(PageLocations pages, PageBounds bounds, ValueRange range) {
    long[] starts = new long[pages.count()];
    long[] ends = new long[pages.count()];
    int count = 0;
    for (int page = 0; page < pages.count(); page++) {
      if (bounds.isEmpty(page) || range.excludes(bounds.least()[page], bounds.greatest()[page])) {
        continue;
      }
      long start = pages.firstRows()[page];
      if (count > 0 && ends[count - 1] == start) {
        count--;
      } else {
        starts[count] = start;
      }
      ends[count++] = pages.firstRows()[page + 1];
    }
    return new RowRanges(Arrays.copyOf(starts, count), Arrays.copyOf(ends, count));
  }

  /** How many pages begin in these rows. */
  int pages(PageLocations pages) {
    int count = 0;
    int range = 0;
    for (int page = 0; page < pages.count() && range < count(); page++) {
      long row = pages.firstRows()[page];
      while (range < count() && ends[range] <= row) {
        range++;
      }
      if (range < count() && starts[range] <= row) {
        count++;
      }
    }
    return count;
  }

  /** The rows that are in both. */
  RowRanges and(RowRanges other) {
    long[] newStarts = new long[count() + other.count()];
    long[] newEnds = new long[newStarts.length];
    int count = 0;
    for (int i = 0, k = 0; i < count() && k < other.count(); ) {
      long start = Math.max(starts[i], other.starts[k]);
      long end = Math.min(ends[i], other.ends[k]);
      if (start < end) {
        newStarts[count] = start;
        newEnds[count++] = end;
      }
      if (ends[i] < other.ends[k]) {
        i++;
      } else {
        k++;
      }
    }
    return new RowRanges(Arrays.copyOf(newStarts, count), Arrays.copyOf(newEnds, count));
  }
}
