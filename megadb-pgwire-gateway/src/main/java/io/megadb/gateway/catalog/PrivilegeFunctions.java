package io.megadb.gateway.catalog;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.type.PgTypes;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * has_table_privilege, has_schema_privilege, has_database_privilege. There is one role, a
 * superuser: it has every privilege on every object that exists.
 */
final class PrivilegeFunctions implements FunctionFamily {
  /** Tells whether an object exists, by oid or by name. */
  private interface Existence {
    boolean exists(EvaluationContext context, long oid);

    /** Fails if there is no object of this name. */
    void require(EvaluationContext context, String name);
  }

  @Override
  public void define(FunctionTable table) {
    privilege(
        table,
        "has_table_privilege",
        Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"),
        new Relations());
    privilege(
        table,
        "has_any_column_privilege",
        Set.of("SELECT", "INSERT", "UPDATE", "REFERENCES"),
        new Relations());
    privilege(table, "has_schema_privilege", Set.of("CREATE", "USAGE"), new Schemas());
    privilege(
        table,
        "has_database_privilege",
        Set.of("CREATE", "CONNECT", "TEMPORARY", "TEMP"),
        new Databases());
  }

  private static void privilege(
      FunctionTable table, String name, Set<String> privileges, Existence objects) {
    for (String user : List.of("", "name,", "oid,")) {
      for (String object : List.of("oid", "text")) {
        int first = user.isEmpty() ? 0 : 1;
        table.rows(
            name + "(" + user + object + ",text)",
            (a, row, out, context) -> {
              if (user.equals("name,")) {
                requireRole(context, a[0].textAt(row));
              }
              requirePrivileges(a[first + 1].textAt(row), privileges);
              out.append(owns(a[first], row, object.equals("oid"), objects, context));
            });
      }
    }
  }

  private static Boolean owns(
      Operand object, int row, boolean byOid, Existence objects, EvaluationContext context) {
    if (byOid) {
      return objects.exists(context, object.longAt(row)) ? true : null;
    }
    objects.require(context, object.textAt(row));
    return true;
  }

  private static void requireRole(EvaluationContext context, String role) {
    if (!role.equals(context.user())) {
      throw new MegaDbException(SqlState.UNDEFINED_OBJECT, "role \"" + role + "\" does not exist");
    }
  }

  private static void requirePrivileges(String list, Set<String> known) {
    for (String part : list.split(",")) {
      String privilege = part.strip().toUpperCase(Locale.ROOT);
      String grantable = " WITH GRANT OPTION";
      if (privilege.endsWith(grantable)) {
        privilege = privilege.substring(0, privilege.length() - grantable.length());
      }
      if (!known.contains(privilege)) {
        throw new MegaDbException(
            SqlState.INVALID_PARAMETER_VALUE,
            "unrecognized privilege type: \"" + part.strip() + "\"");
      }
    }
  }

  private static final class Relations implements Existence {
    @Override
    public boolean exists(EvaluationContext context, long oid) {
      CatalogObjects objects = CatalogObjects.of(context);
      return objects.table(oid) != null || objects.tableOfIndex(oid) != null;
    }

    @Override
    public void require(EvaluationContext context, String name) {
      CatalogObjects.of(context).names().oid(PgTypes.REGCLASS_OID, name);
    }
  }

  private static final class Schemas implements Existence {
    @Override
    public boolean exists(EvaluationContext context, long oid) {
      return CatalogObjects.of(context).schema(oid) != null;
    }

    @Override
    public void require(EvaluationContext context, String name) {
      if (Oids.schema(CatalogObjects.of(context).catalog(), name) == 0) {
        throw new MegaDbException(
            SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist");
      }
    }
  }

  private static final class Databases implements Existence {
    @Override
    public boolean exists(EvaluationContext context, long oid) {
      return oid == Oids.DATABASE;
    }

    @Override
    public void require(EvaluationContext context, String name) {
      if (!name.equals(context.database())) {
        throw new MegaDbException(
            SqlState.INVALID_CATALOG_NAME, "database \"" + name + "\" does not exist");
      }
    }
  }
}
