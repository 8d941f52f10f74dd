package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.CreateIndex;
import io.megadb.planner.ast.Drop;
import io.megadb.planner.ast.IndexElement;
import io.megadb.planner.ast.Option;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.IndexDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.IndexMethod;
import io.megadb.planner.spi.KnownPlugins;
import io.megadb.planner.spi.MegaDbExtensions.Injection;
import io.megadb.planner.statement.CatalogChange;
import io.megadb.planner.statement.PlannedStatement.Definition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;

/** CREATE INDEX and DROP INDEX of plugins' index methods, as changes of the table's definition. */
public final class IndexAnalyzer {
  private final Analysis analysis;

  public IndexAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  public Definition create(CreateIndex create) {
    IndexMethod method = method(create);
    TableDefinition table = analysis.relations().get(create.table());
    if (table.kind() != RelationKind.TABLE || table.accessMethod().equals("catalog")) {
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE,
          "cannot create index on relation \"" + table.name() + "\"",
          create.table());
    }
    IndexElement element = create.elements().get(0);
    ColumnDefinition column = column(table, element);
    String name = create.name() == null ? freeName(table, column) : create.name().getSimple();
    if (isTaken(table.schema(), name)) {
      if (create.ifNotExists()) {
        return new Definition(
            "CREATE INDEX",
            List.of(),
            List.of("relation \"" + name + "\" already exists, skipping"));
      }
      throw new MegaDbException(
          SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
    }
    String written =
        element.operatorClass() == null ? null : CallAnalyzer.simpleName(element.operatorClass());
    IndexDefinition index =
        new IndexDefinition(
            0,
            name,
            method.name(),
            column.attnum(),
            method.operatorClass(column.type(), written),
            method.options(options(create.options())));
    List<IndexDefinition> indexes = new ArrayList<>(table.indexes());
    indexes.add(index);
    return new Definition(
        "CREATE INDEX",
        List.of(new CatalogChange.AlterTable(table, table.withIndexes(indexes))),
        List.of());
  }

  private IndexMethod method(CreateIndex create) {
    String name = create.method() == null ? "btree" : create.method().getSimple();
    IndexMethod method = null;
    for (Injection<IndexMethod> injection : analysis.context().extensions().indexMethods()) {
      if (injection.thing().equals(name)) {
        method = injection.value();
      }
    }
    if (method == null) {
      String hint = KnownPlugins.hint("access method", name);
      if (hint == null) {
        throw MegaDbException.notSupported(
            name.equals("btree") ? "CREATE INDEX" : "CREATE INDEX … USING " + name);
      }
      throw analysis
          .error(
              SqlState.UNDEFINED_OBJECT,
              "access method \"" + name + "\" does not exist",
              create.method())
          .withHint(hint);
    }
    refuse(create.unique(), "UNIQUE", name);
    refuse(!create.include().isEmpty(), "INCLUDE", name);
    refuse(create.where() != null, "WHERE", name);
    refuse(create.elements().size() > 1, "several columns", name);
    IndexElement element = create.elements().get(0);
    refuse(element.descending() || element.nullsFirst() != null, "an order of values", name);
    refuse(element.collation() != null, "COLLATE", name);
    refuse(!element.operatorClassOptions().isEmpty(), "operator class options", name);
    return method;
  }

  private static void refuse(boolean written, String what, String method) {
    if (written) {
      throw MegaDbException.notSupported(what + " in an index of method " + method);
    }
  }

  private ColumnDefinition column(TableDefinition table, IndexElement element) {
    if (!(element.expression() instanceof SqlIdentifier id) || !id.isSimple()) {
      throw analysis.notSupported("an index over an expression", element.expression());
    }
    int position = table.columnIndex(id.getSimple());
    if (position < 0) {
      throw new MegaDbException(
          SqlState.UNDEFINED_COLUMN, "column \"" + id.getSimple() + "\" does not exist");
    }
    return table.columns().get(position);
  }

  private static Map<String, String> options(List<Option> written) {
    Map<String, String> options = new LinkedHashMap<>();
    written.forEach(option -> options.put(option.name(), option.text()));
    return options;
  }

  private String freeName(TableDefinition table, ColumnDefinition column) {
    String base = table.name() + "_" + column.name() + "_idx";
    String name = base;
    for (int i = 1; isTaken(table.schema(), name); i++) {
      name = base + i;
    }
    return name;
  }

  private boolean isTaken(String schema, String name) {
    for (TableDefinition table : analysis.context().catalog().tables()) {
      boolean taken =
          table.name().equals(name)
              || table.primaryKey() != null && table.primaryKey().name().equals(name)
              || table.indexes().stream().anyMatch(index -> index.name().equals(name));
      if (taken && table.schema().equals(schema)) {
        return true;
      }
    }
    return false;
  }

  public Definition drop(Drop drop) {
    Map<Integer, TableDefinition> before = new LinkedHashMap<>();
    Map<Integer, TableDefinition> after = new LinkedHashMap<>();
    List<String> notices = new ArrayList<>();
    for (SqlIdentifier id : drop.names()) {
      String name = CallAnalyzer.simpleName(id);
      TableDefinition table = owner(id, name);
      if (table == null) {
        if (!drop.ifExists()) {
          throw new MegaDbException(
              SqlState.UNDEFINED_OBJECT, "index \"" + name + "\" does not exist");
        }
        notices.add("index \"" + name + "\" does not exist, skipping");
        continue;
      }
      before.putIfAbsent(table.oid(), table);
      TableDefinition current = after.getOrDefault(table.oid(), table);
      after.put(
          table.oid(),
          current.withIndexes(
              current.indexes().stream().filter(index -> !index.name().equals(name)).toList()));
    }
    List<CatalogChange> changes = new ArrayList<>();
    after.forEach(
        (oid, table) -> changes.add(new CatalogChange.AlterTable(before.get(oid), table)));
    return new Definition("DROP INDEX", changes, notices);
  }

  /** The table of an index, through the search path; null if there is none. */
  private TableDefinition owner(SqlIdentifier id, String name) {
    String schema = id.isSimple() ? null : id.names.get(id.names.size() - 2);
    for (TableDefinition table : analysis.context().catalog().tables()) {
      boolean visible =
          schema == null
              ? analysis.relations().searches(table.schema())
              : table.schema().equals(schema);
      if (visible && table.indexes().stream().anyMatch(index -> index.name().equals(name))) {
        return table;
      }
      if (visible && table.primaryKey() != null && table.primaryKey().name().equals(name)) {
        throw new MegaDbException(
            SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
            "cannot drop index "
                + name
                + " because constraint "
                + name
                + " on table "
                + table.name()
                + " requires it");
      }
    }
    return null;
  }
}
