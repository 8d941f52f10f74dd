package io.megadb.gateway.catalog;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.FunctionRegistry;
import io.megadb.function.FunctionSignature;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.ObjectNames;
import java.util.List;

/**
 * Input and output of regclass, regtype and regnamespace, and input of regproc, over a catalog
 * snapshot.
 */
public final class CatalogNames implements ObjectNames {
  /** pg_proc.oid of array_in, by which drivers tell array types from others. */
  static final int ARRAY_IN = 750;

  private final CatalogSnapshot catalog;
  private final FunctionRegistry functions;

  /**
   * @param functions knows all types
   */
  public CatalogNames(CatalogSnapshot catalog, FunctionRegistry functions) {
    this.catalog = catalog;
    this.functions = functions;
  }

  @Override
  public String name(int typeOid, long objectOid) {
    switch (typeOid) {
      case PgTypes.REGCLASS_OID -> {
        TableDefinition table = catalog.table((int) objectOid);
        if (table == null) {
          return null;
        }
        boolean visible = table.schema().equals("public") || table.schema().equals("pg_catalog");
        return visible ? quote(table.name()) : quote(table.schema()) + "." + quote(table.name());
      }
      case PgTypes.REGTYPE_OID -> {
        BaseType type = functions.type((int) objectOid);
        return type == null ? null : type.sqlName();
      }
      case PgTypes.REGNAMESPACE_OID -> {
        for (SchemaDefinition schema : catalog.schemas()) {
          if (schema.oid() == objectOid) {
            return quote(schema.name());
          }
        }
        return null;
      }
      default -> {
        return null;
      }
    }
  }

  @Override
  public long oid(int typeOid, String name) {
    switch (typeOid) {
      case PgTypes.REGCLASS_OID -> {
        return table(name).oid();
      }
      case PgTypes.REGTYPE_OID -> {
        return type(name).oid();
      }
      case PgTypes.REGPROC_OID -> {
        return function(name);
      }
      case PgTypes.REGNAMESPACE_OID -> {
        for (SchemaDefinition schema : catalog.schemas()) {
          if (schema.name().equals(unquote(name))) {
            return schema.oid();
          }
        }
        throw new MegaDbException(
            SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist");
      }
      default -> throw MegaDbException.notSupported("names of " + PgTypes.byOid(typeOid));
    }
  }

  private TableDefinition table(String name) {
    int dot = name.lastIndexOf('.');
    TableDefinition table;
    if (dot > 0) {
      table = catalog.table(unquote(name.substring(0, dot)), unquote(name.substring(dot + 1)));
    } else {
      String plain = unquote(name);
      table = catalog.table("pg_catalog", plain);
      if (table == null) {
        table = catalog.table("public", plain);
      }
    }
    if (table == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist");
    }
    return table;
  }

  private BaseType type(String name) {
    String plain = name.startsWith("pg_catalog.") ? name.substring(11) : name;
    BaseType byName = functions.type(unquote(plain));
    if (byName != null) {
      return byName;
    }
    for (BaseType type : functions.types()) {
      if (type.sqlName().equals(plain)) {
        return type;
      }
    }
    throw new MegaDbException(SqlState.UNDEFINED_OBJECT, "type \"" + name + "\" does not exist");
  }

  private int function(String name) {
    String plain = unquote(name.startsWith("pg_catalog.") ? name.substring(11) : name);
    if (plain.equals("array_in")) {
      return ARRAY_IN;
    }
    List<FunctionSignature> named = functions.named(plain);
    if (named.isEmpty()) {
      throw new MegaDbException(
          SqlState.UNDEFINED_FUNCTION, "function \"" + name + "\" does not exist");
    }
    if (named.size() > 1) {
      throw new MegaDbException(
          SqlState.AMBIGUOUS_FUNCTION, "more than one function named \"" + name + "\"");
    }
    return named.get(0).oid();
  }

  private static String unquote(String name) {
    return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name.toLowerCase(java.util.Locale.ROOT);
  }

  private static String quote(String name) {
    return name.matches("[a-z_][a-z0-9_$]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
