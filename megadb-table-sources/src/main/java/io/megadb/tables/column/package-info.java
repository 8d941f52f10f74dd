/**
 * What every tier and every task knows of a table's columns: {@link
 * io.megadb.tables.column.MissingValues}. Knows no planner.
 */
package io.megadb.tables.column;
