package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.planner.ast.AlterAction;
import io.megadb.planner.ast.AlterTable;
import io.megadb.planner.ast.ObjectKind;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.statement.CatalogChange;
import io.megadb.planner.statement.PlannedStatement.Definition;
import io.megadb.type.text.TypeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * ALTER TABLE and ALTER VIEW: each action makes the next definition of the one before. Actions of
 * one statement take effect in PostgreSQL's order: what goes, what comes, what is demanded of it.
 */
final class AlterTableAnalyzer {
  private final Analysis analysis;
  private final List<String> notices = new ArrayList<>();
  private final List<TableDefinition> droppedViews = new ArrayList<>();

  AlterTableAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  Definition alter(AlterTable alter) {
    String words = alter.kind().words().toUpperCase(Locale.ROOT);
    boolean graph = alter.kind() == ObjectKind.PROPERTY_GRAPH;
    boolean renames =
        alter.actions().stream().allMatch(action -> action instanceof AlterAction.RenameTo);
    if (graph ? !renames : alter.kind() != ObjectKind.TABLE && alter.kind() != ObjectKind.VIEW) {
      throw MegaDbException.notSupported("ALTER " + words);
    }
    String tag = "ALTER " + words;
    TableDefinition known =
        alter.ifExists()
            ? analysis.relations().find(alter.name())
            : analysis.relations().existing(alter.name());
    if (known == null) {
      String name = CallAnalyzer.simpleName(alter.name());
      return new Definition(
          tag, List.of(), List.of("relation \"" + name + "\" does not exist, skipping"));
    }
    if (graph != (known.kind() == RelationKind.PROPERTY_GRAPH) && (graph || !renames)) {
      throw new MegaDbException(
          SqlState.WRONG_OBJECT_TYPE,
          "\"" + known.name() + "\" is " + (graph ? "not a" : "a") + " property graph");
    }
    List<AlterAction> actions = new ArrayList<>(alter.actions());
    actions.sort(Comparator.comparingInt(AlterTableAnalyzer::pass));
    TableDefinition table = known;
    for (AlterAction action : actions) {
      table = apply(action, table, tag);
    }
    List<CatalogChange> changes = new ArrayList<>();
    if (!droppedViews.isEmpty()) {
      changes.add(
          new CatalogChange.DropTables(
              new Dependents(analysis).withDependents(droppedViews, true, notices)));
    }
    if (!table.equals(known)) {
      new Dependents(analysis).refuseOtherMeaning(known, table, droppedViews);
      changes.add(
          new CatalogChange.AlterTable(known, table, checked(known, table), newChecks(table)));
    }
    return new Definition(tag, changes, notices);
  }

  private static List<CheckDefinition> newChecks(TableDefinition table) {
    return table.checks().stream().filter(check -> check.oid() == 0).toList();
  }

  /** As SQL spells it: ValidateConstraint is VALIDATE CONSTRAINT. */
  private static String name(AlterAction action) {
    return action instanceof AlterAction.AlterColumnType
        ? "ALTER COLUMN TYPE"
        : action
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
            .toUpperCase(Locale.ROOT);
  }

  private static int pass(AlterAction action) {
    if (action instanceof AlterAction.SetDefault set) {
      return set.value() == null ? 0 : 3;
    }
    if (action instanceof AlterAction.SetNotNull set) {
      return set.notNull() ? 2 : 0;
    }
    if (action instanceof AlterAction.AddConstraint) {
      return 4;
    }
    return action instanceof AlterAction.AddColumn ? 1 : 0;
  }

  private TableDefinition apply(AlterAction action, TableDefinition table, String tag) {
    if (action instanceof AlterAction.RenameTo rename) {
      new Dependents(analysis).refuseRename(table);
      return renamed(table, rename.name().getSimple());
    }
    if (action instanceof AlterAction.RenameColumn rename) {
      new Dependents(analysis).refuseRename(table);
      return renamedColumn(table, rename);
    }
    if (action instanceof AlterAction.AddColumn add) {
      refuseView(table, "ADD COLUMN");
      return added(table, add);
    }
    if (action instanceof AlterAction.DropColumn drop) {
      refuseView(table, "DROP COLUMN");
      return dropped(table, drop);
    }
    if (action instanceof AlterAction.SetDefault set) {
      if (table.kind() == RelationKind.VIEW) {
        throw MegaDbException.notSupported(tag + " ALTER COLUMN SET DEFAULT");
      }
      return defaulted(table, set);
    }
    if (action instanceof AlterAction.SetNotNull set) {
      refuseView(table, "ALTER COLUMN ... " + (set.notNull() ? "SET" : "DROP") + " NOT NULL");
      return notNull(table, set);
    }
    if (action instanceof AlterAction.AddConstraint add) {
      refuseView(table, "ADD CONSTRAINT");
      if (add.notValid()) {
        throw MegaDbException.notSupported("ADD CONSTRAINT ... NOT VALID");
      }
      return analysis.inView(
          "constraints of " + table.name(),
          () -> new TableDefinitionAnalyzer(analysis).constrained(table, add.constraint()));
    }
    if (action instanceof AlterAction.DropConstraint drop) {
      refuseView(table, "DROP CONSTRAINT");
      return unconstrained(table, drop);
    }
    throw MegaDbException.notSupported(tag + " " + name(action));
  }

  private static void refuseView(TableDefinition table, String action) {
    if (table.kind() == RelationKind.VIEW) {
      throw new MegaDbException(
              SqlState.WRONG_OBJECT_TYPE,
              "ALTER action "
                  + action
                  + " cannot be performed on relation \""
                  + table.name()
                  + "\"")
          .withDetail("This operation is not supported for views.");
    }
  }

  private TableDefinition renamed(TableDefinition table, String name) {
    if (analysis.context().catalog().table(table.schema(), name) != null) {
      throw new MegaDbException(
          SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
    }
    return table.withName(name);
  }

  private static TableDefinition renamedColumn(
      TableDefinition table, AlterAction.RenameColumn rename) {
    String name = rename.to().getSimple();
    int index = table.columnIndex(rename.from().getSimple());
    if (index < 0) {
      throw new MegaDbException(
          SqlState.UNDEFINED_COLUMN, "column \"" + rename.from().getSimple() + "\" does not exist");
    }
    if (table.columnIndex(name) >= 0) {
      throw new MegaDbException(SqlState.DUPLICATE_COLUMN, already(table, name));
    }
    if (!table.checks().isEmpty()) {
      throw MegaDbException.notSupported("renaming a column of a table with CHECK constraints");
    }
    return with(table, index, table.columns().get(index).withName(name));
  }

  private static String already(TableDefinition table, String column) {
    return "column \"" + column + "\" of relation \"" + table.name() + "\" already exists";
  }

  private static TableDefinition with(TableDefinition table, int index, ColumnDefinition column) {
    List<ColumnDefinition> columns = new ArrayList<>(table.columns());
    columns.set(index, column);
    return table.withColumns(columns);
  }

  /** Position of a column that must be there. */
  private static int index(TableDefinition table, SqlIdentifier column) {
    int index = table.columnIndex(column.getSimple());
    if (index < 0) {
      throw new MegaDbException(SqlState.UNDEFINED_COLUMN, missing(table, column));
    }
    return index;
  }

  private static String missing(TableDefinition table, SqlIdentifier column) {
    return "column \""
        + column.getSimple()
        + "\" of relation \""
        + table.name()
        + "\" does not exist";
  }

  private TableDefinition added(TableDefinition table, AlterAction.AddColumn add) {
    String name = add.column().name().getSimple();
    if (table.columnIndex(name) >= 0) {
      if (!add.ifNotExists()) {
        throw new MegaDbException(SqlState.DUPLICATE_COLUMN, already(table, name));
      }
      notices.add(already(table, name) + ", skipping");
      return table;
    }
    ColumnDefinition column =
        new TableDefinitionAnalyzer(analysis)
            .added(add.column())
            .withAttnum(table.lastAttnum() + 1);
    List<ColumnDefinition> columns = new ArrayList<>(table.columns());
    columns.add(column.withMissing(missing(column)));
    return table.withColumns(columns);
  }

  /** What rows that are there already have in the new column: its default, evaluated now. */
  private String missing(ColumnDefinition column) {
    RexNode value = new ModificationAnalyzer(analysis).defaultOf(column);
    if (!RexUtil.isDeterministic(value)) {
      throw MegaDbException.notSupported(
              "ADD COLUMN with a default that differs from row to row, which needs a rewrite")
          .withHint("Add the column without default, then UPDATE and SET DEFAULT.");
    }
    Object constant = analysis.folding().evaluate(value);
    return constant == null
        ? null
        : TypeText.format(column.type(), constant, EvaluationContext.constant());
  }

  private TableDefinition dropped(TableDefinition table, AlterAction.DropColumn drop) {
    int index = table.columnIndex(drop.name().getSimple());
    if (index < 0) {
      if (!drop.ifExists()) {
        throw new MegaDbException(SqlState.UNDEFINED_COLUMN, missing(table, drop.name()));
      }
      notices.add(missing(table, drop.name()) + ", skipping");
      return table;
    }
    if (table.columns().size() == 1) {
      throw MegaDbException.notSupported("dropping the only column of a table");
    }
    ColumnDefinition column = table.columns().get(index);
    dropViews(
        new Dependents(analysis).readers(table, column),
        "column " + column.name() + " of table " + table.name(),
        drop.cascade());
    List<ColumnDefinition> columns = new ArrayList<>(table.columns());
    columns.remove(index);
    return table.withColumns(
        columns, keyWithout(table, index), checksWithout(table, index, drop.name()));
  }

  /** Views that rely on what goes: they go with it, or it stays. */
  private void dropViews(List<TableDefinition> views, String what, boolean cascade) {
    for (TableDefinition view : views) {
      if (!cascade) {
        throw new MegaDbException(
                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                "cannot drop " + what + " because other objects depend on it")
            .withDetail(Dependents.kind(view) + " " + view.name() + " depends on " + what)
            .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
      }
      if (!droppedViews.contains(view)) {
        droppedViews.add(view);
        notices.add("drop cascades to " + Dependents.kind(view) + " " + view.name());
      }
    }
  }

  private static PrimaryKey keyWithout(TableDefinition table, int index) {
    PrimaryKey key = table.primaryKey();
    if (key == null) {
      return null;
    }
    if (key.columns().contains(index)) {
      if (key.enforced()) {
        throw MegaDbException.notSupported("dropping a column of the primary key");
      }
      return null;
    }
    return new PrimaryKey(
        key.oid(),
        key.indexOid(),
        key.name(),
        key.columns().stream().map(position -> position > index ? position - 1 : position).toList(),
        key.enforced());
  }

  /** A CHECK goes with any column that it names. */
  private List<CheckDefinition> checksWithout(TableDefinition table, int index, SqlIdentifier id) {
    List<CheckDefinition> kept = new ArrayList<>();
    int number = 0;
    for (AnalyzedModification.Check check : new ModificationAnalyzer(analysis).checks(table, id)) {
      if (check.condition() != null) {
        CheckDefinition definition = table.checks().get(number++);
        if (!RelOptUtil.InputFinder.bits(check.condition()).get(index)) {
          kept.add(definition);
        }
      }
    }
    return kept;
  }

  private TableDefinition unconstrained(TableDefinition table, AlterAction.DropConstraint drop) {
    String name = drop.name().getSimple();
    PrimaryKey key = table.primaryKey();
    if (key != null && key.name().equals(name)) {
      dropViews(
          new Dependents(analysis).onKey(table),
          "constraint " + name + " on table " + table.name(),
          drop.cascade());
      return table.withConstraints(null, table.checks());
    }
    List<CheckDefinition> kept =
        table.checks().stream().filter(check -> !check.name().equals(name)).toList();
    if (kept.size() == table.checks().size()) {
      String missing =
          "constraint \"" + name + "\" of relation \"" + table.name() + "\" does not exist";
      if (!drop.ifExists()) {
        throw new MegaDbException(SqlState.UNDEFINED_OBJECT, missing);
      }
      notices.add(missing + ", skipping");
    }
    return table.withConstraints(key, kept);
  }

  private TableDefinition defaulted(TableDefinition table, AlterAction.SetDefault set) {
    int index = index(table, set.column());
    ColumnDefinition column = table.columns().get(index);
    String text =
        set.value() == null
            ? null
            : new TableDefinitionAnalyzer(analysis)
                .defaultText(column, set.value(), set.valueText());
    return with(table, index, column.withDefault(text));
  }

  private static TableDefinition notNull(TableDefinition table, AlterAction.SetNotNull set) {
    int index = index(table, set.column());
    PrimaryKey key = table.primaryKey();
    if (!set.notNull() && key != null && key.columns().contains(index)) {
      throw new MegaDbException(
          SqlState.INVALID_TABLE_DEFINITION,
          "column \"" + set.column().getSimple() + "\" is in a primary key");
    }
    return with(table, index, table.columns().get(index).withNotNull(set.notNull()));
  }

  /** Columns that become NOT NULL although rows that are there may hold null. */
  private static List<Integer> checked(TableDefinition known, TableDefinition table) {
    List<Integer> checked = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnDefinition column = table.columns().get(i);
      boolean before =
          known.columns().stream()
              .anyMatch(old -> old.attnum() == column.attnum() && old.notNull());
      boolean filled = column.attnum() > known.lastAttnum() && column.missing() != null;
      if (column.notNull() && !before && !filled) {
        checked.add(i);
      }
    }
    return checked;
  }
}
