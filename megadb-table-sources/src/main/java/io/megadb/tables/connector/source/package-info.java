/**
 * Reads a table as a bounded Flink source: what the planner pushes into the scan, splits at one
 * snapshot, rows. Read {@link io.megadb.tables.connector.source.MegaDbTableSource} first.
 */
package io.megadb.tables.connector.source;
