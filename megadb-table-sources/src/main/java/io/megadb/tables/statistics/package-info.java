/**
 * What is known of tables' values: counted while olap rows are written, sampled by ANALYZE. Not for
 * their use, which is the planner's. Estimates only: nothing here decides a result. Read {@link
 * io.megadb.tables.statistics.ColumnSketch} first.
 */
package io.megadb.tables.statistics;
