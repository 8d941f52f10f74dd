/**
 * Graphs as primitive arrays and searches over them; knows no columns, no plans and no Flink. Read
 * {@link io.megadb.graph.kernel.Adjacency} first, then {@link io.megadb.graph.kernel.PathSearch}.
 */
package io.megadb.graph.kernel;
