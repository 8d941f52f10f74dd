package io.megadb.planner;

import io.megadb.plan.TableReference;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A catalog made by hand: tables in schema public with their statistics. */
final class TestCatalog implements CatalogSnapshot {
  private final List<TableDefinition> tables = new ArrayList<>();
  private final Map<Integer, TableStatistics> statistics = new HashMap<>();
  private int nextOid = 16384;

  /** A column; "!" after the type for NOT NULL. */
  record Column(String name, PgType type, boolean notNull, String defaultSql) {}

  TestCatalog table(String name, String method, double rows, List<Integer> key, Column... columns) {
    return add("public", name, method, rows, key, List.of(), null, columns);
  }

  TestCatalog checked(
      String name, String method, List<Integer> key, CheckDefinition check, Column... columns) {
    return add("public", name, method, 100, key, List.of(check), null, columns);
  }

  TestCatalog view(String name, String sql, Column... columns) {
    return add("public", name, "", 0, List.of(), List.of(), sql, columns);
  }

  private TestCatalog add(
      String schema,
      String name,
      String method,
      double rows,
      List<Integer> key,
      List<CheckDefinition> checks,
      String viewSql,
      Column... columns) {
    List<ColumnDefinition> definitions = new ArrayList<>();
    Map<String, TableStatistics.ColumnStatistics> distinct = new HashMap<>();
    for (Column column : columns) {
      definitions.add(
          new ColumnDefinition(
              definitions.size() + 1,
              column.name(),
              column.type(),
              column.notNull() || key.contains(definitions.size()),
              column.defaultSql(),
              null));
    }
    int oid = nextOid++;
    PrimaryKey primaryKey =
        key.isEmpty()
            ? null
            : new PrimaryKey(nextOid++, nextOid++, name + "_pkey", key, !method.equals("olap"));
    tables.add(
        new TableDefinition(
            oid,
            schema,
            name,
            viewSql == null ? RelationKind.TABLE : RelationKind.VIEW,
            definitions,
            primaryKey,
            checks,
            method,
            Map.of(),
            viewSql,
            "megadb",
            null));
    statistics.put(oid, new TableStatistics(rows, rows * 50, distinct));
    return this;
  }

  TableStatistics statistics(TableReference table) {
    return statistics.getOrDefault(table.oid(), new TableStatistics(1000, 50000, Map.of()));
  }

  @Override
  public long version() {
    return 1;
  }

  @Override
  public List<SchemaDefinition> schemas() {
    return List.of(
        new SchemaDefinition(11, "pg_catalog", "megadb", null),
        new SchemaDefinition(2200, "public", "megadb", null),
        new SchemaDefinition(16000, "other", "megadb", null));
  }

  @Override
  public List<TableDefinition> tables() {
    return tables;
  }

  @Override
  public TableDefinition table(String schema, String name) {
    return tables.stream()
        .filter(table -> table.schema().equals(schema) && table.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  @Override
  public TableDefinition table(int oid) {
    return tables.stream().filter(table -> table.oid() == oid).findFirst().orElse(null);
  }
}
