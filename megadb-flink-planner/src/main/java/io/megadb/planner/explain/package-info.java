/**
 * EXPLAIN: a physical plan as PostgreSQL prints it, with MegaDB's own lines about workload, run and
 * cost. Read {@link io.megadb.planner.explain.PlanPrinter} first.
 */
package io.megadb.planner.explain;
