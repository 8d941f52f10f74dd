/** Plan records of graph operations. Read {@link io.megadb.graph.plan.PathNode} first. */
package io.megadb.graph.plan;
