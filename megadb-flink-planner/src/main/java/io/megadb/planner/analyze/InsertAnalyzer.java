package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.plan.ModifyNode;
import io.megadb.planner.ast.IndexElement;
import io.megadb.planner.ast.Insert;
import io.megadb.planner.ast.OnConflict;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.relation.Projections;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;

/** INSERT. */
public final class InsertAnalyzer {
  private final Analysis analysis;
  private final ModificationAnalyzer common;
  private final Insert insert;
  private CommonTables commonTables;

  public InsertAnalyzer(Analysis analysis, Insert insert) {
    this.analysis = analysis;
    this.insert = insert;
    common = new ModificationAnalyzer(analysis);
  }

  public AnalyzedModification analyze() {
    if (insert.overriding() != null) {
      throw analysis.notSupported("OVERRIDING", insert.table());
    }
    commonTables = analysis.queries().with(insert.with());
    TableDefinition table = common.target(insert.table(), "INSERT");
    List<Integer> targets = targets(table);
    RelNode rel = rows(table, targets);
    ModificationAnalyzer.Returning returning =
        common.returning(insert.returning(), table, insert.table(), insert.alias());
    return new AnalyzedModification(
        rel,
        table,
        ModifyNode.Kind.INSERT,
        null,
        null,
        conflict(table),
        common.checks(table, insert.table()),
        returning.values(),
        returning.columns());
  }

  private boolean hasColumns() {
    return insert.columns() != null && !insert.columns().isEmpty();
  }

  private List<Integer> targets(TableDefinition table) {
    if (!hasColumns()) {
      return IntStream.range(0, table.columns().size()).boxed().toList();
    }
    List<Integer> targets = new ArrayList<>();
    for (SqlNode node : insert.columns()) {
      int index = common.column(table, node);
      if (targets.contains(index)) {
        throw analysis.error(
            SqlState.DUPLICATE_COLUMN,
            "column \"" + table.columns().get(index).name() + "\" specified more than once",
            node);
      }
      targets.add(index);
    }
    return targets;
  }

  private RelNode rows(TableDefinition table, List<Integer> targets) {
    SqlNode source = insert.source();
    if (source == null) {
      return values(table, List.of(row(table, targets, List.of(), null)));
    }
    if (source.getKind() == SqlKind.VALUES) {
      Scope scope = new Scope(null, commonTables);
      scope.startClause("VALUES", false);
      List<List<RexNode>> rows = new ArrayList<>();
      for (SqlNode row : ((SqlCall) source).getOperandList()) {
        List<SqlNode> items = items(row);
        checkWidth(items.size(), targets, items, row);
        rows.add(row(table, targets, items, scope));
      }
      return values(table, rows);
    }
    return query(table, targets, source);
  }

  private static List<SqlNode> items(SqlNode row) {
    if (row instanceof SqlNodeList list) {
      return list.getList();
    }
    return row.getKind() == SqlKind.ROW ? ((SqlCall) row).getOperandList() : List.of(row);
  }

  private void checkWidth(int width, List<Integer> targets, List<SqlNode> items, SqlNode place) {
    if (width > targets.size()) {
      throw analysis.error(
          SqlState.SYNTAX_ERROR,
          "INSERT has more expressions than target columns",
          items.isEmpty() ? place : items.get(targets.size()));
    }
    if (hasColumns() && width < targets.size()) {
      throw analysis.error(
          SqlState.SYNTAX_ERROR,
          "INSERT has more target columns than expressions",
          insert.columns().get(width));
    }
  }

  private List<RexNode> row(
      TableDefinition table, List<Integer> targets, List<SqlNode> items, Scope scope) {
    List<RexNode> row = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnDefinition column = table.columns().get(i);
      int item = targets.indexOf(i);
      row.add(
          item < 0 || item >= items.size() || ModificationAnalyzer.isDefault(items.get(item))
              ? common.defaultOf(column)
              : common.assign(analysis.expressions().analyze(items.get(item), scope), column));
    }
    return row;
  }

  private RelNode values(TableDefinition table, List<List<RexNode>> rows) {
    RelDataTypeFactory.Builder type = analysis.session().types().builder();
    for (ColumnDefinition column : table.columns()) {
      type.add(column.name(), analysis.rel(column.type(), true));
    }
    RelDataType row = type.build();
    return Rows.create(analysis.session(), row, rows);
  }

  private RelNode query(TableDefinition table, List<Integer> targets, SqlNode source) {
    AnalyzedQuery query = analysis.queries().query(source, null, commonTables, false);
    int width = query.columns().size();
    checkWidth(width, targets, List.of(), source);
    List<RexNode> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      ColumnDefinition column = table.columns().get(i);
      int item = targets.indexOf(i);
      names.add(column.name());
      if (item < 0 || item >= width) {
        values.add(common.defaultOf(column));
        continue;
      }
      RexNode unknown = UnknownColumns.value(query.rel(), item);
      RexNode value = unknown == null ? analysis.rex().makeInputRef(query.rel(), item) : unknown;
      values.add(common.assign(new Typed(value, place(source, item)), column));
    }
    return Projections.project(query.rel(), values, names);
  }

  private static SqlParserPos place(SqlNode source, int item) {
    return source instanceof org.apache.calcite.sql.SqlSelect select
            && select.getSelectList().size() > item
        ? select.getSelectList().get(item).getParserPosition()
        : source.getParserPosition();
  }

  private AnalyzedModification.Conflict conflict(TableDefinition table) {
    OnConflict conflict = insert.onConflict();
    if (conflict == null) {
      return null;
    }
    PrimaryKey key = table.primaryKey();
    boolean enforced = key != null && key.enforced();
    boolean anywhere = conflict.target() == null && conflict.constraint() == null;
    if (conflict.constraint() != null
        && (!enforced || !key.name().equals(conflict.constraint().getSimple()))) {
      throw analysis.error(
          SqlState.UNDEFINED_OBJECT,
          "constraint \""
              + conflict.constraint().getSimple()
              + "\" for table \""
              + table.name()
              + "\" does not exist",
          (SqlNode) null);
    }
    if (conflict.target() != null) {
      checkTarget(table, conflict, enforced ? key : null);
    }
    if (conflict.assignments() == null) {
      return anywhere && !enforced ? null : new AnalyzedModification.Conflict(null, null);
    }
    if (anywhere) {
      throw analysis
          .error(
              SqlState.SYNTAX_ERROR,
              "ON CONFLICT DO UPDATE requires inference specification or constraint name",
              conflict.pos())
          .withHint("For example, ON CONFLICT (column_name).");
    }
    return update(table, conflict);
  }

  private void checkTarget(TableDefinition table, OnConflict conflict, PrimaryKey key) {
    if (conflict.targetWhere() != null) {
      throw analysis.notSupported("partial index in ON CONFLICT", conflict.targetWhere());
    }
    List<Integer> columns = new ArrayList<>();
    for (IndexElement element : conflict.target()) {
      if (!(element.expression() instanceof SqlIdentifier id) || !id.isSimple()) {
        throw analysis.notSupported("expression in ON CONFLICT", element.expression());
      }
      int index = table.columnIndex(id.getSimple());
      if (index < 0) {
        throw analysis.error(
            SqlState.UNDEFINED_COLUMN,
            "column \"" + id.getSimple() + "\" does not exist",
            conflict.targetPos());
      }
      columns.add(index);
    }
    if (key == null || !key.columns().containsAll(columns) || !columns.containsAll(key.columns())) {
      throw analysis.error(
          SqlState.INVALID_COLUMN_REFERENCE,
          "there is no unique or exclusion constraint matching the ON CONFLICT specification",
          (SqlNode) null);
    }
  }

  private AnalyzedModification.Conflict update(TableDefinition table, OnConflict conflict) {
    Scope scope = new Scope(null, null);
    FromAnalyzer from = new FromAnalyzer(analysis, scope);
    SqlIdentifier id = insert.table();
    FromItem existing =
        from.table(
            table,
            insert.alias() == null ? Alias.none(id) : Alias.named(id, insert.alias().getSimple()),
            id,
            false);
    FromItem proposed = from.table(table, Alias.named(id, "excluded"), id, false);
    List<ScopeColumn> columns = new ArrayList<>(existing.columns());
    RelNode both =
        org.apache.calcite.rel.logical.LogicalJoin.create(
            existing.rel(),
            proposed.rel(),
            List.of(),
            analysis.rex().makeLiteral(true),
            java.util.Set.of(),
            org.apache.calcite.rel.core.JoinRelType.INNER);
    scope.setFrom(new FromItem(both, existing.relationsWith(proposed), columns));
    scope.startClause("UPDATE", false);
    List<RexNode> kept = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      kept.add(analysis.rex().makeInputRef(both, i));
    }
    List<RexNode> values = common.values(table, conflict.assignments(), scope, kept);
    values.forEach(value -> common.refuseSubquery(value, "ON CONFLICT", null));
    RexNode condition = null;
    if (conflict.where() != null) {
      scope.startClause("WHERE", false);
      condition =
          analysis
              .coercion()
              .bool(analysis.expressions().analyze(conflict.where(), scope), "WHERE")
              .rex();
      common.refuseSubquery(condition, "ON CONFLICT", conflict.where());
    }
    return new AnalyzedModification.Conflict(values, condition);
  }
}
