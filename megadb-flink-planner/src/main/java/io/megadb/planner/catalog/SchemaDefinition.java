package io.megadb.planner.catalog;

/** A schema; oid is pg_namespace.oid. */
public record SchemaDefinition(int oid, String name, String owner, String comment) {}
