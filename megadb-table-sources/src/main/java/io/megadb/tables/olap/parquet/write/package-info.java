/**
 * Writes Parquet files column by column from vectors: encodings and codecs are chosen from the data
 * of each column chunk, for scans that spend little time on decompression. Columns without nesting
 * only. Knows Parquet's structures as Iceberg carries them, no table and no transaction. Read
 * {@link io.megadb.tables.olap.parquet.write.ColumnarWriter} first.
 */
package io.megadb.tables.olap.parquet.write;
