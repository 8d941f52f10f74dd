/**
 * Values between our vectors and Flink's rows: which Flink type a column has, rows as views over
 * batches, batches collected from rows. Knows no planner and no tier. Read {@link
 * io.megadb.tables.connector.type.FieldForm} first.
 */
package io.megadb.tables.connector.type;
