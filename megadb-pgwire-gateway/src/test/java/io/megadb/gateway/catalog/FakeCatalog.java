package io.megadb.gateway.catalog;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A catalog in memory: a table with a key and a check, a view, a table outside search_path. */
record FakeCatalog(List<SchemaDefinition> schemas, List<TableDefinition> tables)
    implements CatalogSnapshot {
  static final int TABLE = 20000;
  static final int KEY = 20001;
  static final int INDEX = 20002;
  static final int CHECK = 20003;
  static final int VIEW = 20010;
  static final int HIDDEN = 20020;
  static final int SCHEMA = 2200;

  static FakeCatalog create() {
    List<ColumnDefinition> columns =
        List.of(
            new ColumnDefinition(1, "id", PgType.of(PgTypes.INT8), true, null, null),
            new ColumnDefinition(2, "Line No", PgType.of(PgTypes.INT4), true, null, "the line"));
    return new FakeCatalog(
        List.of(
            new SchemaDefinition(11, "pg_catalog", "megadb", null),
            new SchemaDefinition(SCHEMA, "public", "megadb", "standard public schema"),
            new SchemaDefinition(16500, "sales", "megadb", null)),
        List.of(
            new TableDefinition(
                TABLE,
                "public",
                "orders",
                RelationKind.TABLE,
                columns,
                new PrimaryKey(KEY, INDEX, "orders_pkey", List.of(0, 1), true),
                List.of(new CheckDefinition(CHECK, "orders_check", "id > 0")),
                "oltp",
                Map.of(),
                null,
                "megadb",
                "what was bought"),
            new TableDefinition(
                VIEW,
                "public",
                "recent",
                RelationKind.VIEW,
                List.of(columns.get(0)),
                null,
                List.of(),
                "",
                Map.of(),
                "SELECT id FROM orders",
                "megadb",
                null),
            new TableDefinition(
                HIDDEN,
                "sales",
                "orders",
                RelationKind.TABLE,
                List.of(columns.get(0)),
                null,
                List.of(),
                "oltp",
                Map.of(),
                null,
                "megadb",
                null)));
  }

  /** A statement's context that offers this catalog. */
  EvaluationContext context() {
    EvaluationContext.Services services =
        new EvaluationContext.Services() {
          private static final long serialVersionUID = 1L;

          @Override
          public <T> T find(Class<T> service) {
            return service == CatalogSnapshot.class ? service.cast(FakeCatalog.this) : null;
          }
        };
    return new EvaluationContext(
        ZoneOffset.UTC, 0, 0, "ada", "megadb", 0, Map.of("search_path", "public"), services);
  }

  @Override
  public long version() {
    return 1;
  }

  @Override
  public TableDefinition table(String schema, String name) {
    for (TableDefinition table : tables) {
      if (table.schema().equals(schema) && table.name().equals(name)) {
        return table;
      }
    }
    return null;
  }

  @Override
  public TableDefinition table(int oid) {
    for (TableDefinition table : tables) {
      if (table.oid() == oid) {
        return table;
      }
    }
    return null;
  }
}
