package io.megadb.gateway.catalog;

import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.SchemaDefinition;

/** Fixed oids of system objects, as in PostgreSQL 15. */
final class Oids {
  static final int PG_CLASS = 1259;
  static final int PG_ATTRDEF = 2604;
  static final int PG_CONSTRAINT = 2606;
  static final int PG_NAMESPACE = 2615;

  /** The database; PostgreSQL's first user database has this oid too. */
  static final int DATABASE = 5;

  /** The bootstrap superuser, who owns everything: there are no other roles. */
  static final int OWNER = 10;

  static final int DEFAULT_TABLESPACE = 1663;
  static final int DEFAULT_COLLATION = 100;
  static final int C_COLLATION = 950;
  static final int POSIX_COLLATION = 951;

  private Oids() {}

  /** oid of a schema by name; 0 if there is none. */
  static int schema(CatalogSnapshot catalog, String name) {
    for (SchemaDefinition schema : catalog.schemas()) {
      if (schema.name().equals(name)) {
        return schema.oid();
      }
    }
    return 0;
  }
}
