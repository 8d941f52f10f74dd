package io.megadb.tables.olap.parquet;

/**
 * The least and greatest value of each page of a column chunk, in the unit of vectors. Immutable.
 *
 * @param least by page; above the greatest one if a page has no values
 * @param greatest by page
 */
@SuppressWarnings("ArrayRecordComponent")
record PageBounds(long[] least, long[] greatest) {}
