/**
 * How the rows of a modification are checked and written and definitions are changed, the same for
 * statements, COPY and Flink's Table API. Knows plan records and the database's interface, and
 * nothing of how the rows came. Read {@link io.megadb.planner.write.ModifySink} first.
 */
package io.megadb.planner.write;
