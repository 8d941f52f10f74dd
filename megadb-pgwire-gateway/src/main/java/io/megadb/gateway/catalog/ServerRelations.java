package io.megadb.gateway.catalog;

import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionRegistry;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.spi.AccessMethod;
import io.megadb.planner.spi.IndexMethod;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import io.megadb.type.TypeCategory;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Rows about the server: schemas, types, access methods, roles, databases, settings. */
final class ServerRelations {
  private final Supplier<List<AccessMethod>> accessMethods;
  private final Supplier<List<IndexMethod>> indexMethods;

  ServerRelations(
      Supplier<List<AccessMethod>> accessMethods, Supplier<List<IndexMethod>> indexMethods) {
    this.accessMethods = accessMethods;
    this.indexMethods = indexMethods;
  }

  void pgNamespace(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (SchemaDefinition schema : catalog.schemas()) {
      rows.set("oid", schema.oid()).set("nspname", schema.name()).set("nspowner", Oids.OWNER);
      rows.add();
    }
  }

  void pgAm(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (AccessMethod method : accessMethods.get()) {
      rows.set("oid", method.oid()).set("amname", method.name()).set("amtype", "t");
      rows.add();
    }
    for (IndexMethod method : indexMethods.get()) {
      rows.set("oid", method.oid()).set("amname", method.name()).set("amtype", "i");
      rows.add();
    }
    rows.set("oid", TableRelations.BTREE).set("amname", "btree").set("amtype", "i");
    rows.add();
  }

  void pgType(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (BaseType type : context.services().find(FunctionRegistry.class).types()) {
      boolean pseudo = type.category() == TypeCategory.PSEUDO;
      rows.set("oid", type.oid())
          .set("typname", type.name())
          .set("typnamespace", Oids.schema(catalog, "pg_catalog"))
          .set("typowner", Oids.OWNER)
          .set("typlen", type.length())
          .set("typbyval", type.length() > 0 && type.length() <= 8)
          .set("typtype", pseudo ? "p" : "b")
          .set("typcategory", String.valueOf(type.category().code()))
          .set("typispreferred", type.preferred())
          .set("typisdefined", true)
          .set("typdelim", ",")
          .set("typelem", type.isArray() ? type.elementOid() : 0)
          .set("typinput", type.isArray() ? CatalogNames.ARRAY_IN : 0)
          .set("typarray", type.arrayOid())
          .set("typalign", type.length() == 8 ? "d" : "i")
          .set("typstorage", storage(type))
          .set("typtypmod", -1)
          .set("typcollation", collation(type));
      rows.add();
    }
  }

  /** pg_type.typstorage as PostgreSQL has it: plain, main or extended. */
  static String storage(BaseType type) {
    if (type.length() > 0) {
      return "p";
    }
    return type.equals(PgTypes.NUMERIC) ? "m" : "x";
  }

  /** pg_type.typcollation as PostgreSQL has it; that of arrays is their elements'. */
  static int collation(BaseType type) {
    BaseType element = type.isArray() ? PgTypes.byOid(type.elementOid()) : type;
    if (element == null || element.category() != TypeCategory.STRING) {
      return 0;
    }
    return element.equals(PgTypes.NAME) ? Oids.C_COLLATION : Oids.DEFAULT_COLLATION;
  }

  void pgCollation(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    String[] names = {"default", "C", "POSIX"};
    int[] oids = {Oids.DEFAULT_COLLATION, Oids.C_COLLATION, Oids.POSIX_COLLATION};
    for (int i = 0; i < names.length; i++) {
      rows.set("oid", oids[i])
          .set("collname", names[i])
          .set("collnamespace", Oids.schema(catalog, "pg_catalog"))
          .set("collowner", Oids.OWNER)
          .set("collprovider", i == 0 ? "d" : "c")
          .set("collisdeterministic", true)
          .set("collencoding", -1)
          .set("collcollate", i == 0 ? null : names[i])
          .set("collctype", i == 0 ? null : names[i]);
      rows.add();
    }
  }

  void pgRoles(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    rows.set("oid", Oids.OWNER)
        .set("rolname", context.user())
        .set("rolsuper", true)
        .set("rolinherit", true)
        .set("rolcreaterole", true)
        .set("rolcreatedb", true)
        .set("rolcanlogin", true)
        .set("rolreplication", true)
        .set("rolconnlimit", -1)
        .set("rolpassword", "********")
        .set("rolbypassrls", true);
    rows.add();
  }

  void pgDatabase(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    rows.set("oid", Oids.DATABASE)
        .set("datname", context.database())
        .set("datdba", Oids.OWNER)
        .set("encoding", 6) // UTF8
        .set("datlocprovider", "c")
        .set("datallowconn", true)
        .set("datconnlimit", -1)
        .set("dattablespace", Oids.DEFAULT_TABLESPACE)
        .set("datcollate", "C")
        .set("datctype", "C.UTF-8");
    rows.add();
  }

  void pgTablespace(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    rows.set("oid", Oids.DEFAULT_TABLESPACE)
        .set("spcname", "pg_default")
        .set("spcowner", Oids.OWNER);
    rows.add();
  }

  void pgPreparedStatements(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (NamedStatements.Statement statement :
        context.services().find(NamedStatements.class).list()) {
      rows.set("name", statement.name())
          .set("statement", statement.text())
          .set("prepare_time", statement.micros())
          .set("parameter_types", statement.parameterTypes())
          .set("from_sql", statement.fromSql())
          .set("generic_plans", statement.runs())
          .set("custom_plans", 0);
      rows.add();
    }
  }

  void pgSettings(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    new TreeMap<>(context.settings())
        .forEach(
            (name, value) -> {
              rows.set("name", name)
                  .set("setting", value)
                  .set("category", name.startsWith("megadb.") ? "MegaDB" : "Client Connection")
                  .set("context", "user")
                  .set("vartype", "string")
                  .set("source", "session")
                  .set("pending_restart", false);
              rows.add();
            });
  }
}
