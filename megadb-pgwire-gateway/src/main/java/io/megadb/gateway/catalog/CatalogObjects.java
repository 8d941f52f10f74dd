package io.megadb.gateway.catalog;

import io.megadb.error.MegaDbException;
import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionRegistry;
import io.megadb.gateway.execute.SearchPath;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;

/** Finds the objects of a catalog by oid, as one statement's functions need them. Immutable. */
record CatalogObjects(CatalogSnapshot catalog, EvaluationContext context) {
  /** A CHECK constraint and its table. */
  record Check(TableDefinition table, CheckDefinition definition) {}

  /**
   * The catalog that the gateway offers to the statement.
   *
   * @throws MegaDbException 0A000 in a task, which has no catalog
   */
  static CatalogObjects of(EvaluationContext context) {
    CatalogSnapshot catalog = context.services().find(CatalogSnapshot.class);
    if (catalog == null) {
      throw MegaDbException.notSupported("a function over the catalog in a task");
    }
    return new CatalogObjects(catalog, context);
  }

  /** The built-in or a plugin's type of an oid, or null. */
  static BaseType type(EvaluationContext context, int oid) {
    FunctionRegistry functions = context.services().find(FunctionRegistry.class);
    return functions == null ? PgTypes.byOid(oid) : functions.type(oid);
  }

  /** Reads and writes names of the catalog's objects. */
  CatalogNames names() {
    return new CatalogNames(catalog, context.services().find(FunctionRegistry.class));
  }

  /** The table or view, or null. */
  TableDefinition table(long oid) {
    return catalog.table((int) oid);
  }

  /** The table whose primary key has this index, or null. */
  TableDefinition tableOfIndex(long oid) {
    for (TableDefinition table : catalog.tables()) {
      if (table.primaryKey() != null && table.primaryKey().indexOid() == (int) oid) {
        return table;
      }
    }
    return null;
  }

  /** The table whose primary key is this constraint, or null. */
  TableDefinition tableOfKey(long oid) {
    for (TableDefinition table : catalog.tables()) {
      if (table.primaryKey() != null && table.primaryKey().oid() == (int) oid) {
        return table;
      }
    }
    return null;
  }

  /** The CHECK constraint, or null. */
  Check check(long oid) {
    for (TableDefinition table : catalog.tables()) {
      for (CheckDefinition check : table.checks()) {
        if (check.oid() == (int) oid) {
          return new Check(table, check);
        }
      }
    }
    return null;
  }

  /** The schema, or null. */
  SchemaDefinition schema(long oid) {
    for (SchemaDefinition schema : catalog.schemas()) {
      if (schema.oid() == (int) oid) {
        return schema;
      }
    }
    return null;
  }

  /** Whether the plain name of a relation of this schema finds it: no schema before has one. */
  boolean visible(String schema, String name) {
    for (String searched : SearchPath.schemas(context)) {
      if (searched.equals(schema)) {
        return true;
      }
      if (hasRelation(searched, name)) {
        return false;
      }
    }
    return false;
  }

  private boolean hasRelation(String schema, String name) {
    if (catalog.table(schema, name) != null) {
      return true;
    }
    for (TableDefinition table : catalog.tables()) {
      if (table.schema().equals(schema)
          && table.primaryKey() != null
          && table.primaryKey().name().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
