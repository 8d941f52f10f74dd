/**
 * Billing exports in Parquet, as every writer of them encodes values. The olap tier's own reader is
 * not for them: it finds columns by the field ids that Iceberg writes and reads only the physical
 * types that Iceberg chooses. Here the record reader of the same Parquet library hands each value
 * to a converter that writes it as text. Read {@link io.megadb.gateway.focus.parquet.ParquetExport}
 * first.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md">Parquet's
 *     logical types</a>
 */
package io.megadb.gateway.focus.parquet;
