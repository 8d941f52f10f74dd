/**
 * Window functions over sorted rows: partitions, peers and frames, and aggregates over frames. The
 * functions that are no aggregates are in {@link io.megadb.function.window}. Read {@link
 * io.megadb.operator.window.WindowOperator} first.
 */
package io.megadb.operator.window;
