/**
 * Parquet files from vectors and into vectors, column by column. Footers, headers and lists are
 * read by the Parquet library that Iceberg carries, pages here. Knows no planner and no
 * transaction. Read {@link io.megadb.tables.olap.parquet.ParquetBatchReader} first.
 *
 * <pre>
 *   ParquetFiles ─ ParquetFile ─ ColumnPages ─ PagedCursor ─ vectors
 *    footers         bytes         pages         values
 * </pre>
 */
package io.megadb.tables.olap.parquet;
