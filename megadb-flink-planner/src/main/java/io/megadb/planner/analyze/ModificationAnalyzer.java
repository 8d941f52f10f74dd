package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.function.CastSignature.Context;
import io.megadb.planner.ast.Assignment;
import io.megadb.planner.catalog.CheckDefinition;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.statement.OutputColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/** What INSERT, UPDATE and DELETE have in common. */
final class ModificationAnalyzer {
  private final Analysis analysis;

  ModificationAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  /** The table to be changed; refuses views and system tables. */
  TableDefinition target(SqlIdentifier id, String verb) {
    TableDefinition table = analysis.relations().get(id);
    if (table.kind() == RelationKind.PROPERTY_GRAPH) {
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE, "\"" + table.name() + "\" is a property graph", id);
    }
    if (table.kind() == RelationKind.VIEW) {
      throw analysis.notSupported(verb + " of view \"" + table.name() + "\"", id);
    }
    if (table.accessMethod().equals("catalog")) {
      throw analysis.error(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "permission denied: \"" + table.name() + "\" is a system catalog",
          (SqlNode) null);
    }
    return table;
  }

  int column(TableDefinition table, SqlNode node) {
    if (!(node instanceof SqlIdentifier id)) {
      throw analysis.notSupported("assignment to a part of a column", node);
    }
    String name = id.names.get(0);
    int index = table.columnIndex(name);
    if (index < 0) {
      throw analysis.error(
          SqlState.UNDEFINED_COLUMN,
          "column \"" + name + "\" of relation \"" + table.name() + "\" does not exist",
          id);
    }
    if (!id.isSimple()) {
      throw analysis.notSupported("assignment to a field of a column", node);
    }
    return index;
  }

  /** The value converted as PostgreSQL converts on assignment. */
  RexNode assign(Typed value, ColumnDefinition column) {
    Typed coerced = analysis.coercion().tryCoerce(value, column.type(), Context.ASSIGNMENT);
    if (coerced == null) {
      throw analysis
          .error(
              SqlState.DATATYPE_MISMATCH,
              "column \""
                  + column.name()
                  + "\" is of type "
                  + column.type().withoutModifier()
                  + " but expression is of type "
                  + value.type().withoutModifier(),
              value.position())
          .withHint("You will need to rewrite or cast the expression.");
    }
    return coerced.rex();
  }

  /** The column's default, or NULL. */
  RexNode defaultOf(ColumnDefinition column) {
    if (column.defaultSql() == null) {
      return analysis.rex().makeNullLiteral(analysis.rel(column.type(), true));
    }
    return analysis.inView(
        "default of " + column.name(),
        () -> {
          Scope scope = new Scope(null, null);
          scope.startClause("DEFAULT expressions", false);
          SqlNode node = PgParser.parseExpression(column.defaultSql());
          return assign(analysis.expressions().analyze(node, scope), column);
        });
  }

  static boolean isDefault(SqlNode node) {
    return node.getKind() == SqlKind.DEFAULT;
  }

  /** New values of all columns; {@code kept} are those that are not assigned. */
  List<RexNode> values(
      TableDefinition table, List<Assignment> assignments, Scope scope, List<RexNode> kept) {
    List<RexNode> values = new ArrayList<>(kept);
    boolean[] assigned = new boolean[kept.size()];
    for (Assignment assignment : assignments) {
      List<SqlNode> sources = sources(assignment);
      for (int i = 0; i < sources.size(); i++) {
        SqlNode target = assignment.targets().get(i);
        int index = column(table, target);
        if (assigned[index]) {
          throw analysis.error(
              SqlState.SYNTAX_ERROR,
              "multiple assignments to same column \"" + table.columns().get(index).name() + "\"",
              (SqlNode) null);
        }
        assigned[index] = true;
        ColumnDefinition column = table.columns().get(index);
        values.set(
            index,
            isDefault(sources.get(i))
                ? defaultOf(column)
                : assign(analysis.expressions().analyze(sources.get(i), scope), column));
      }
    }
    return values;
  }

  private List<SqlNode> sources(Assignment assignment) {
    if (assignment.targets().size() == 1 && assignment.value().getKind() != SqlKind.ROW) {
      return List.of(assignment.value());
    }
    if (assignment.value().getKind() != SqlKind.ROW) {
      throw analysis.notSupported("assignment of a query to several columns", assignment.value());
    }
    List<SqlNode> values = ((SqlCall) assignment.value()).getOperandList();
    if (values.size() != assignment.targets().size()) {
      throw analysis.error(
          SqlState.SYNTAX_ERROR,
          "number of columns does not match number of values",
          assignment.value());
    }
    return values;
  }

  /** The table's row alone, for CHECK, RETURNING and evaluating a row again. */
  Scope tableScope(TableDefinition table, SqlIdentifier id, SqlIdentifier alias, String clause) {
    Scope scope = new Scope(null, null);
    Alias named = alias == null ? Alias.none(id) : Alias.named(id, alias.getSimple());
    scope.setFrom(new FromAnalyzer(analysis, scope).table(table, named, id, false));
    scope.startClause(clause, false);
    return scope;
  }

  List<AnalyzedModification.Check> checks(TableDefinition table, SqlIdentifier id) {
    List<AnalyzedModification.Check> checks = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnDefinition column = table.columns().get(i);
      if (column.notNull()) {
        checks.add(new AnalyzedModification.Check(i, column.name(), null));
      }
    }
    for (CheckDefinition check : table.checks()) {
      RexNode condition =
          analysis.inView(
              "check " + check.name(),
              () -> {
                Scope scope = tableScope(table, id, null, "check constraints");
                SqlNode node = PgParser.parseExpression(check.sql());
                return analysis
                    .coercion()
                    .bool(analysis.expressions().analyze(node, scope), "CHECK")
                    .rex();
              });
      checks.add(new AnalyzedModification.Check(-1, check.name(), condition));
    }
    return checks;
  }

  /** RETURNING over the table's columns alone. */
  Returning returning(
      SqlNodeList items, TableDefinition table, SqlIdentifier id, SqlIdentifier alias) {
    return items == null
        ? new Returning(null, List.of())
        : returning(items, tableScope(table, id, alias, "RETURNING"));
  }

  /** RETURNING over the columns of a scope. */
  Returning returning(SqlNodeList items, Scope scope) {
    List<RexNode> values = new ArrayList<>();
    List<OutputColumn> columns = new ArrayList<>();
    for (Target target : new TargetList(analysis, scope).expand(items)) {
      Target known = target.with(analysis.coercion().known(target.value()));
      refuseSubquery(known.value().rex(), "RETURNING", target.node());
      values.add(known.value().rex());
      columns.add(known.output(scope));
    }
    return new Returning(values, columns);
  }

  /** Expressions of RETURNING; null without it. */
  record Returning(List<RexNode> values, List<OutputColumn> columns) {}

  void refuseSubquery(RexNode node, String clause, SqlNode place) {
    if (node != null && RexUtil.SubQueryFinder.find(node) != null) {
      throw analysis.notSupported("subquery in " + clause, place);
    }
  }
}
