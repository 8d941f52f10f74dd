/**
 * Parquet files from vectors and into vectors, column by column, on the Parquet library that
 * Iceberg carries. Knows no planner and no transaction. Read {@link
 * io.megadb.tables.olap.parquet.ParquetBatchReader} first.
 */
package io.megadb.tables.olap.parquet;
