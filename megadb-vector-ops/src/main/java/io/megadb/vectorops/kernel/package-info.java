/**
 * Distances over arrays of doubles, without Flink, planner or column vectors. Read {@link
 * io.megadb.vectorops.kernel.Distance} first.
 */
package io.megadb.vectorops.kernel;
