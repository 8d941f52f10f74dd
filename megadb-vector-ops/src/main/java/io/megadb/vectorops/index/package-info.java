/**
 * The graph of nearest neighbours, over arrays of floats and without Flink, planner or column
 * vectors. Read {@link io.megadb.vectorops.index.HnswGraph} first.
 */
package io.megadb.vectorops.index;
