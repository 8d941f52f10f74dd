/**
 * Graph algorithms over neighbours in plain arrays; knows no columns, no plans and no Flink. Where
 * LDBC Graphalytics defines an algorithm, it is that one. Read {@link
 * io.megadb.graph.algorithm.Neighbourhoods} first.
 *
 * <p>Vertices are numbers from 0. Parallel edges count once, and an edge from a vertex to itself
 * does not count.
 */
package io.megadb.graph.algorithm;
