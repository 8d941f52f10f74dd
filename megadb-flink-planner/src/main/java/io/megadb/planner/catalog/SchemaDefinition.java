package io.megadb.planner.catalog;

/** A schema; oid is pg_namespace.oid. */
public record SchemaDefinition(int oid, String name, String owner, String comment) {
  /**
   * Holds system tables that PostgreSQL has not. The first user has the same name, so "$user" in
   * search_path never means it.
   */
  public static final String OWN = "megadb";
}
