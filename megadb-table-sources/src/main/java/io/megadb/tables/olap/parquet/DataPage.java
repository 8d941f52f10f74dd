package io.megadb.tables.olap.parquet;

import org.apache.iceberg.shaded.org.apache.parquet.format.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageHeader;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageType;

/**
 * A data page of a column with at most one value a row: first only where it lies and how it is
 * encoded, then, once a row of it is wanted, its bytes. Values are counted without nulls. Confined
 * to one thread.
 */
final class DataPage {
  final long firstRow;
  final int rows;
  final Encoding encoding;
  final PageHeader header;

  /** Where the page's bytes start in the file, behind its header. */
  final long bodyAt;

  /** The page's bytes with {@link BitUnpacker#SLACK} behind them; null until loaded. */
  byte[] bytes;

  /** Where the values start and end. */
  int valuesAt;

  int valuesEnd;

  /** Values that are not null. */
  int values;

  /** By row, how many values come before it; null if no row is null. */
  int[] ranks;

  /** Codes of a dictionary, if it is encoded so. */
  final HybridRuns codes = new HybridRuns();

  /** What a column keeps of a page in whose bytes values cannot be found directly. */
  Object decoded;

  DataPage(long firstRow, int rows, PageHeader header, long bodyAt) {
    this.firstRow = firstRow;
    this.rows = rows;
    this.header = header;
    this.bodyAt = bodyAt;
    this.encoding =
        header.getType() == PageType.DATA_PAGE
            ? header.getData_page_header().getEncoding()
            : header.getData_page_header_v2().getEncoding();
  }

  boolean loaded() {
    return bytes != null;
  }

  boolean coded() {
    return encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY;
  }

  /** How many values come before a row. */
  int rank(int row) {
    return ranks == null ? row : ranks[row];
  }
}
