package io.megadb.tables.olap.parquet.write;

/**
 * How a file is laid out.
 *
 * @param compression of its pages
 * @param rowGroupRows most rows of a row group
 * @param rowGroupBytes memory of a row group at which it is written early
 * @param pageRows most rows of a page; a multiple of a vector's, so that no vector needs two pages
 * @param pageBytes size at which a page is cut early, unless it is a single row
 */
public record WriteOptions(
    Compression compression, int rowGroupRows, long rowGroupBytes, int pageRows, int pageBytes) {
  /** Rows for which two to sixteen threads find work in a table of some million rows. */
  public static final int ROW_GROUP_ROWS = 1 << 17;

  /** Little enough that a page's values stay in a processor's second cache. */
  public static final int PAGE_ROWS = 1 << 14;

  private static final int PAGE_BYTES = 1 << 20;

  /** With pages of the usual size. */
  public static WriteOptions of(Compression compression, int rowGroupRows, long rowGroupBytes) {
    return new WriteOptions(compression, rowGroupRows, rowGroupBytes, PAGE_ROWS, PAGE_BYTES);
  }
}
