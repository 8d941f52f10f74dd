/**
 * Writes a Flink job's rows into a table in one transaction. Read {@link
 * io.megadb.tables.connector.sink.MegaDbTableSink} first.
 */
package io.megadb.tables.connector.sink;
