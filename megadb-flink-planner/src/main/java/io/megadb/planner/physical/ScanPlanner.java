package io.megadb.planner.physical;

import io.megadb.function.FunctionId;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ScanColumn;
import io.megadb.plan.TableScan;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Literal;
import io.megadb.plan.expression.Parameter;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.relation.ExpressionTranslator;
import io.megadb.planner.relation.PgTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlKind;

/** Scans: the columns they read, the conditions they take over, point reads. */
final class ScanPlanner {
  private final PlanBuilder builder;
  private final ExpressionTranslator expressions;

  ScanPlanner(PlanBuilder builder, ExpressionTranslator expressions) {
    this.builder = builder;
    this.expressions = expressions;
  }

  TableScan scan(PgTable table) {
    List<ScanColumn> columns = new ArrayList<>();
    List<ColumnDefinition> definitions = table.definition().columns();
    for (int i = 0; i < definitions.size(); i++) {
      columns.add(new ScanColumn(i, definitions.get(i).name(), definitions.get(i).type()));
    }
    return build(table, columns, List.of(), List.of(), table.getRowCount(), table.rowIdentity());
  }

  private TableScan build(
      PgTable table,
      List<ScanColumn> columns,
      List<Expression> filters,
      List<Expression> key,
      double rows,
      boolean rowIdentity) {
    String method = table.definition().accessMethod();
    double share =
        method.equals("olap") && !table.definition().columns().isEmpty()
            ? Math.max(1, columns.size()) / (double) table.definition().columns().size()
            : 1;
    return new TableScan(
        builder.properties(
            rows,
            key.isEmpty()
                ? CostModel.scan(method, table.statistics(), share, filters.size())
                : CostModel.point(method)),
        table.definition().reference(),
        columns,
        filters,
        key,
        -1,
        rowIdentity);
  }

  /** The scan with conditions over its output columns. */
  TableScan filtered(PgTable table, TableScan scan, List<Expression> conditions, double rows) {
    List<Expression> filters = new ArrayList<>(scan.filters());
    filters.addAll(conditions);
    List<Expression> key = key(table, scan.columns(), filters);
    return build(table, scan.columns(), filters, key, key.isEmpty() ? rows : 1, scan.rowIdentity());
  }

  /** The scan with some of its columns, in another order; null if its filters need the others. */
  TableScan narrowed(PgTable table, TableScan scan, List<Integer> columns) {
    if (!scan.filters().isEmpty() || columns.stream().distinct().count() != columns.size()) {
      return null;
    }
    boolean identity = false;
    List<ScanColumn> kept = new ArrayList<>();
    for (int column : columns) {
      if (identity) {
        return null;
      }
      if (column == scan.columns().size()) {
        identity = true;
      } else {
        kept.add(scan.columns().get(column));
      }
    }
    return build(table, kept, List.of(), List.of(), scan.properties().rows(), identity);
  }

  /** Values of all primary key columns, if the conditions fix each to one value. */
  private List<Expression> key(PgTable table, List<ScanColumn> columns, List<Expression> filters) {
    PrimaryKey key = table.definition().primaryKey();
    if (key == null || !key.enforced()) {
      return List.of();
    }
    List<Expression> values = new ArrayList<>();
    for (int ordinal : key.columns()) {
      Expression value = null;
      for (int i = 0; i < columns.size() && value == null; i++) {
        if (columns.get(i).ordinal() == ordinal) {
          value = fixed(i, filters);
        }
      }
      if (value == null) {
        return List.of();
      }
      values.add(value);
    }
    return values;
  }

  private Expression fixed(int column, List<Expression> filters) {
    for (Expression filter : filters) {
      if (!(filter instanceof FunctionCall call) || call.operands().size() != 2) {
        continue;
      }
      Expression left = call.operands().get(0);
      Expression right = call.operands().get(1);
      Expression value = isColumn(left, column) ? right : isColumn(right, column) ? left : null;
      Expression reference = isColumn(left, column) ? left : right;
      boolean constant = value instanceof Literal literal && literal.value() != null;
      if (value != null
          && (constant || value instanceof Parameter)
          && value.type().kind() == reference.type().kind()
          && value.type().base().category() == reference.type().base().category()
          && isEquality(call.function(), left, right)) {
        return value;
      }
    }
    return null;
  }

  private boolean isEquality(FunctionId function, Expression left, Expression right) {
    return function.equals(expressions.comparison(SqlKind.EQUALS, left.type(), right.type()));
  }

  private static boolean isColumn(Expression expression, int column) {
    return expression instanceof InputReference reference && reference.index() == column;
  }

  /** The scan that may stop after so many rows. */
  static PlanNode limited(PlanNode node, long rows) {
    return node instanceof TableScan scan && scan.filters().isEmpty() && scan.key().isEmpty()
        ? new TableScan(
            scan.properties(),
            scan.table(),
            scan.columns(),
            scan.filters(),
            scan.key(),
            rows,
            scan.rowIdentity())
        : node;
  }
}
