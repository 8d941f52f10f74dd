/**
 * The logical plan: Calcite's relational nodes over PostgreSQL's types, and the rules that improve
 * it. Not for names (see {@code analyze}) nor for algorithms (see {@code physical}). Read {@link
 * io.megadb.planner.relation.PlannerSession} first.
 */
package io.megadb.planner.relation;
