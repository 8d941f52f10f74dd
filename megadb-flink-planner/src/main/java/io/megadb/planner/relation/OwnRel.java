package io.megadb.planner.relation;

import org.apache.calcite.rel.RelNode;

/**
 * A node with inputs that Calcite does not know: what Calcite does to plans node by node stops at
 * it, and a correlation below it cannot become a join.
 */
public interface OwnRel extends RelNode {}
