/**
 * What SQL/PGQ's statements mean: a definition becomes a {@link io.megadb.graph.rule.GraphModel}, a
 * GRAPH_TABLE an ordinary query over the element tables, with path searches as items of its FROM.
 * Read {@link io.megadb.graph.rule.PatternQuery} first. The only package that knows a planner.
 */
package io.megadb.graph.rule;
