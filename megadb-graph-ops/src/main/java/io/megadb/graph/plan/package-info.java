/**
 * Plan records of graph operations. Read {@link io.megadb.graph.plan.GraphNode} first, then {@link
 * io.megadb.graph.plan.PathNode}.
 */
package io.megadb.graph.plan;
