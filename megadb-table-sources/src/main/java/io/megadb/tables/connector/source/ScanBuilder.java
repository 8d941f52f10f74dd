package io.megadb.tables.connector.source;

import io.megadb.plan.CostVector;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.ScanColumn;
import io.megadb.plan.TableScan;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.SpecialForm;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the scan of some columns; conditions over the whole table's columns become conditions over
 * the scan's, which reads those they need behind the columns asked for. For one use.
 */
final class ScanBuilder {
  private final TableDefinition table;
  private final List<ScanColumn> columns = new ArrayList<>();

  ScanBuilder(TableDefinition table, int[] projection) {
    this.table = table;
    for (int ordinal : projection) {
      add(ordinal);
    }
  }

  private int add(int ordinal) {
    ColumnDefinition column = table.columns().get(ordinal);
    columns.add(new ScanColumn(ordinal, column.name(), column.type()));
    return columns.size() - 1;
  }

  TableScan build(List<Expression> filters, long limit) {
    List<Expression> rewritten = filters.stream().map(this::rewrite).toList();
    return new TableScan(
        new PlanProperties(1, 1, CostVector.ZERO),
        table.reference(),
        columns,
        rewritten,
        List.of(),
        limit,
        false);
  }

  private Expression rewrite(Expression expression) {
    if (expression instanceof InputReference column) {
      return new InputReference(position(column.index()), column.type());
    }
    if (expression instanceof FunctionCall call) {
      return new FunctionCall(call.function(), rewrite(call.operands()), call.type());
    }
    if (expression instanceof SpecialForm form) {
      return new SpecialForm(form.form(), rewrite(form.operands()), form.type());
    }
    return expression;
  }

  private List<Expression> rewrite(List<Expression> operands) {
    return operands.stream().map(this::rewrite).toList();
  }

  private int position(int ordinal) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).ordinal() == ordinal) {
        return i;
      }
    }
    return add(ordinal);
  }
}
