package io.megadb.gateway.execute;

import io.megadb.function.FunctionRegistry;
import io.megadb.function.ScalarFunction;
import io.megadb.function.Volatility;
import io.megadb.plan.FilterNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.TableScan;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.statement.Workload;
import io.megadb.type.VectorKind;
import java.util.List;

/**
 * Recognises queries that are over sooner than another thread would wake up: one row by its key, or
 * a few constants, with arithmetic on values of fixed size. They wait for no lock, call no function
 * with an effect and return little.
 */
final class QuickPlan {
  /** Rows of VALUES; more are worth a thread. */
  private static final int MAX_ROWS = 16;

  private final FunctionRegistry functions;

  QuickPlan(FunctionRegistry functions) {
    this.functions = functions;
  }

  boolean isQuick(PlannedStatement statement) {
    return statement instanceof PlannedStatement.Query query
        && (query.workload() == Workload.POINT || query.workload() == Workload.CATALOG)
        && isQuick(query.plan());
  }

  /** A few rows by constants, or one by its key; nothing is given back. */
  boolean isQuickWrite(PlannedStatement statement) {
    return statement instanceof PlannedStatement.Modification write
        && write.workload() == Workload.POINT
        && write.returning().isEmpty()
        && write.plan().conflict() == null
        && write.plan().checks().stream()
            .allMatch(check -> check.condition() == null || isQuick(check.condition()))
        && isQuick(write.plan().input());
  }

  private boolean isQuick(PlanNode node) {
    if (node instanceof TableScan scan) {
      return !scan.key().isEmpty() && areQuick(scan.key()) && areQuick(scan.filters());
    }
    if (node instanceof ValuesNode values) {
      return values.rows().size() <= MAX_ROWS && values.rows().stream().allMatch(this::areQuick);
    }
    if (node instanceof ProjectNode project) {
      return areQuick(project.expressions()) && isQuick(project.input());
    }
    return node instanceof FilterNode filter
        && isQuick(filter.condition())
        && isQuick(filter.input());
  }

  private boolean areQuick(List<Expression> expressions) {
    return expressions.stream().allMatch(this::isQuick);
  }

  /** Literals, parameters and columns may have any type; whatever computes, only fixed sizes. */
  private boolean isQuick(Expression expression) {
    List<Expression> operands = expression.operands();
    if (operands.isEmpty() && !(expression instanceof FunctionCall)) {
      return true;
    }
    if (isVariable(expression) || operands.stream().anyMatch(QuickPlan::isVariable)) {
      return false;
    }
    if (expression instanceof FunctionCall call) {
      ScalarFunction function = functions.scalar(call.function());
      if (function == null || !isQuick(function.signature().volatility(), operands)) {
        return false;
      }
    }
    return areQuick(operands);
  }

  /** Stable functions without an argument tell the time or the like; others may look around. */
  private static boolean isQuick(Volatility volatility, List<Expression> operands) {
    return volatility == Volatility.IMMUTABLE
        || (volatility == Volatility.STABLE && operands.isEmpty());
  }

  private static boolean isVariable(Expression expression) {
    VectorKind kind = expression.type().kind();
    return kind == VectorKind.BYTES || kind == VectorKind.NUMERIC || kind == VectorKind.LIST;
  }
}
