package io.megadb.gateway.catalog;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.IndexDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.AccessMethod;
import io.megadb.planner.spi.IndexMethod;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Rows about tables, views, their columns, keys and constraints. */
final class TableRelations {
  /** pg_am.oid of the B-tree, under which primary keys are shown. */
  static final int BTREE = 403;

  private final Supplier<List<AccessMethod>> accessMethods;
  private final Supplier<List<IndexMethod>> indexMethods;

  TableRelations(
      Supplier<List<AccessMethod>> accessMethods, Supplier<List<IndexMethod>> indexMethods) {
    this.accessMethods = accessMethods;
    this.indexMethods = indexMethods;
  }

  void pgClass(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    Map<String, Integer> methods = new HashMap<>();
    accessMethods.get().forEach(method -> methods.put(method.name(), method.oid()));
    for (TableDefinition table : catalog.tables()) {
      boolean system = table.accessMethod().equals("catalog");
      rows.set("oid", table.oid())
          .set("relname", table.name())
          .set("relnamespace", Oids.schema(catalog, table.schema()))
          .set("relowner", Oids.OWNER)
          .set("relam", methods.getOrDefault(table.accessMethod(), 0))
          .set("relpages", StatisticsRelations.pages(table, catalog))
          .set("reltuples", StatisticsRelations.tuples(table, catalog))
          .set("relhasindex", table.primaryKey() != null || !table.indexes().isEmpty())
          .set("relpersistence", table.accessMethod().equals("memory") ? "u" : "p")
          .set("relkind", String.valueOf(table.kind().code()))
          .set("relnatts", table.lastAttnum())
          .set("relchecks", table.checks().size())
          .set("relhasrules", table.kind() == RelationKind.VIEW)
          .set("relispopulated", true)
          .set("relreplident", system ? "n" : "d")
          .set("reloptions", options(table.options()));
      rows.add();
      if (table.primaryKey() != null) {
        index(rows, catalog, table, table.primaryKey());
      }
      for (IndexDefinition index : table.indexes()) {
        rows.set("oid", index.oid())
            .set("relname", index.name())
            .set("relnamespace", Oids.schema(catalog, table.schema()))
            .set("relowner", Oids.OWNER)
            .set("relam", indexMethodOid(index.method()))
            .set("relpersistence", "p")
            .set("relkind", "i")
            .set("relnatts", 1)
            .set("relispopulated", true)
            .set("relreplident", "n")
            .set("reloptions", options(index.options()));
        rows.add();
      }
    }
  }

  private int indexMethodOid(String name) {
    return indexMethods.get().stream()
        .filter(method -> method.name().equals(name))
        .mapToInt(IndexMethod::oid)
        .findFirst()
        .orElse(0);
  }

  private static List<String> options(Map<String, String> values) {
    if (values.isEmpty()) {
      return null;
    }
    List<String> options = new ArrayList<>();
    values.forEach((key, value) -> options.add(key + "=" + value));
    options.sort(null);
    return options;
  }

  private static void index(
      RowsBuilder rows, CatalogSnapshot catalog, TableDefinition table, PrimaryKey key) {
    rows.set("oid", key.indexOid())
        .set("relname", key.name())
        .set("relnamespace", Oids.schema(catalog, table.schema()))
        .set("relowner", Oids.OWNER)
        .set("relam", BTREE)
        .set("relpersistence", "p")
        .set("relkind", "i")
        .set("relnatts", key.columns().size())
        .set("relispopulated", true)
        .set("relreplident", "n");
    rows.add();
  }

  void pgAttribute(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      for (ColumnDefinition column : table.columns()) {
        attribute(rows, table.oid(), column.attnum(), column);
      }
      if (table.primaryKey() != null) {
        int number = 1;
        for (int position : table.primaryKey().columns()) {
          attribute(rows, table.primaryKey().indexOid(), number++, table.columns().get(position));
        }
      }
      for (IndexDefinition index : table.indexes()) {
        attribute(rows, index.oid(), 1, table.columnAt(index.attnum()));
      }
    }
  }

  private static void attribute(
      RowsBuilder rows, int relation, int number, ColumnDefinition column) {
    PgType type = column.type();
    rows.set("attrelid", relation)
        .set("attname", column.name())
        .set("atttypid", type.oid())
        .set("attstattarget", -1)
        .set("attlen", type.base().length())
        .set("attnum", number)
        .set("attndims", type.base().isArray() ? 1 : 0)
        .set("attcacheoff", -1)
        .set("atttypmod", type.typmod())
        .set("attbyval", type.base().length() > 0 && type.base().length() <= 8)
        .set("attalign", "i")
        .set("attstorage", ServerRelations.storage(type.base()))
        .set("attnotnull", column.notNull())
        .set("atthasdef", column.defaultSql() != null)
        .set("attislocal", true)
        .set("attcollation", ServerRelations.collation(type.base()));
    rows.add();
  }

  void pgAttrdef(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      for (ColumnDefinition column : table.columns()) {
        if (column.defaultSql() != null) {
          rows.set("oid", defaultOid(table, column))
              .set("adrelid", table.oid())
              .set("adnum", column.attnum())
              .set("adbin", column.defaultSql());
          rows.add();
        }
      }
    }
  }

  /** Defaults have no object of their own; the number only has to be unique and stable. */
  private static long defaultOid(TableDefinition table, ColumnDefinition column) {
    return Integer.toUnsignedLong(table.oid() * 31 + column.attnum()) | 0x8000_0000L;
  }

  void pgIndex(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      PrimaryKey key = table.primaryKey();
      if (key != null) {
        List<Integer> zeros = key.columns().stream().map(column -> 0).toList();
        rows.set("indexrelid", key.indexOid())
            .set("indrelid", table.oid())
            .set("indnatts", key.columns().size())
            .set("indnkeyatts", key.columns().size())
            .set("indisunique", true)
            .set("indisprimary", true)
            .set("indimmediate", true)
            .set("indisvalid", key.enforced())
            .set("indisready", key.enforced())
            .set("indislive", true)
            .set("indkey", attnums(table, key))
            .set("indcollation", zeros)
            .set("indclass", zeros)
            .set("indoption", zeros);
        rows.add();
      }
      for (IndexDefinition index : table.indexes()) {
        rows.set("indexrelid", index.oid())
            .set("indrelid", table.oid())
            .set("indnatts", 1)
            .set("indnkeyatts", 1)
            .set("indisunique", false)
            .set("indisprimary", false)
            .set("indimmediate", true)
            .set("indisvalid", true)
            .set("indisready", true)
            .set("indislive", true)
            .set("indkey", List.of(index.attnum()))
            .set("indcollation", List.of(0))
            .set("indclass", List.of(0))
            .set("indoption", List.of(0));
        rows.add();
      }
    }
  }

  private static List<Integer> attnums(TableDefinition table, PrimaryKey key) {
    return key.columns().stream().map(column -> table.columns().get(column).attnum()).toList();
  }

  void pgConstraint(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      PrimaryKey key = table.primaryKey();
      if (key != null) {
        constraint(rows, catalog, table, key.oid(), key.name(), "p");
        rows.set("conindid", key.indexOid())
            .set("convalidated", key.enforced())
            .set("connoinherit", true)
            .set("conkey", attnums(table, key));
        rows.add();
      }
      for (CheckDefinition check : table.checks()) {
        constraint(rows, catalog, table, check.oid(), check.name(), "c");
        rows.set("convalidated", true).set("conbin", check.sql());
        rows.add();
      }
    }
  }

  private static void constraint(
      RowsBuilder rows,
      CatalogSnapshot catalog,
      TableDefinition table,
      int oid,
      String name,
      String kind) {
    rows.set("oid", oid)
        .set("conname", name)
        .set("connamespace", Oids.schema(catalog, table.schema()))
        .set("contype", kind)
        .set("conrelid", table.oid())
        .set("confupdtype", " ")
        .set("confdeltype", " ")
        .set("confmatchtype", " ")
        .set("conislocal", true);
  }

  void pgDescription(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      description(rows, table.oid(), Oids.PG_CLASS, 0, table.comment());
      for (ColumnDefinition column : table.columns()) {
        description(rows, table.oid(), Oids.PG_CLASS, column.attnum(), column.comment());
      }
    }
    catalog
        .schemas()
        .forEach(schema -> description(rows, schema.oid(), Oids.PG_NAMESPACE, 0, schema.comment()));
  }

  private static void description(
      RowsBuilder rows, int object, int catalogOid, int column, String comment) {
    if (comment != null) {
      rows.set("objoid", object)
          .set("classoid", catalogOid)
          .set("objsubid", column)
          .set("description", comment);
      rows.add();
    }
  }

  void pgTables(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      if (table.kind() == RelationKind.TABLE) {
        rows.set("schemaname", table.schema())
            .set("tablename", table.name())
            .set("tableowner", table.owner())
            .set("hasindexes", table.primaryKey() != null || !table.indexes().isEmpty())
            .set("hasrules", false)
            .set("hastriggers", false)
            .set("rowsecurity", false);
        rows.add();
      }
    }
  }

  void pgViews(RowsBuilder rows, CatalogSnapshot catalog, EvaluationContext context) {
    for (TableDefinition table : catalog.tables()) {
      if (table.kind() == RelationKind.VIEW && table.viewSql() != null) {
        rows.set("schemaname", table.schema())
            .set("viewname", table.name())
            .set("viewowner", table.owner())
            .set("definition", table.viewSql());
        rows.add();
      }
    }
  }
}
