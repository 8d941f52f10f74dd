/**
 * How the rows of a modification are checked and written, the same for statements, COPY and Flink
 * sinks. Knows plan records and the database's interface, and nothing of how the rows came. Read
 * {@link io.megadb.planner.write.ModifySink} first.
 */
package io.megadb.planner.write;
