package io.megadb.planner.catalog;

/**
 * A CHECK constraint.
 *
 * @param oid pg_constraint.oid
 * @param sql the condition as SQL text over the table's columns
 */
public record CheckDefinition(int oid, String name, String sql) {}
