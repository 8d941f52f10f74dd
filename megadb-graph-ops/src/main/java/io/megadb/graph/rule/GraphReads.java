package io.megadb.graph.rule;

import io.megadb.function.FunctionRegistry;
import io.megadb.function.ScalarFunction;
import io.megadb.function.Volatility;
import io.megadb.plan.CostVector;
import io.megadb.plan.FilterNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.TableReference;
import io.megadb.plan.TableScan;
import io.megadb.plan.UnionNode;
import io.megadb.plan.expression.Cast;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.Parameter;
import io.megadb.type.BaseType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a graph is made of, without what differs from plan to plan: equal reads of equal rows are
 * equal graphs. Only plans whose result depends on nothing but rows have one.
 */
final class GraphReads {
  private static final PlanProperties NONE = new PlanProperties(0, 0, CostVector.ZERO);

  /** Types whose texts depend on no setting. */
  private static final Set<BaseType> PLAIN =
      Set.of(
          PgTypes.INT2,
          PgTypes.INT4,
          PgTypes.INT8,
          PgTypes.NUMERIC,
          PgTypes.FLOAT8,
          PgTypes.TEXT,
          PgTypes.VARCHAR,
          PgTypes.BOOL,
          PgTypes.UUID);

  private final FunctionRegistry functions;
  private final List<TableReference> tables = new ArrayList<>();
  private String obstacle;

  GraphReads(FunctionRegistry functions) {
    this.functions = functions;
  }

  /** Tables that the plans asked for read, in order. */
  List<TableReference> tables() {
    return tables;
  }

  /** Why a plan asked for depends on more than rows; null if none does. */
  String obstacle() {
    return obstacle;
  }

  /** A plan without ids and estimates. */
  PlanNode of(PlanNode plan) {
    if (plan instanceof TableScan scan && isWhole(scan)) {
      scan.filters().forEach(this::check);
      tables.add(scan.table());
      return new TableScan(
          NONE, scan.table(), scan.columns(), scan.filters(), List.of(), -1, false);
    }
    if (plan instanceof FilterNode filter) {
      check(filter.condition());
      return new FilterNode(NONE, of(filter.input()), filter.condition());
    }
    if (plan instanceof ProjectNode project) {
      project.expressions().forEach(this::check);
      return new ProjectNode(NONE, of(project.input()), project.expressions());
    }
    if (plan instanceof UnionNode union) {
      return new UnionNode(NONE, union.inputs().stream().map(this::of).toList());
    }
    obstacle = "it is made of more than tables";
    return plan;
  }

  private static boolean isWhole(TableScan scan) {
    return scan.key().isEmpty()
        && scan.limit() < 0
        && !scan.rowIdentity()
        && !scan.table().accessMethod().equals("catalog");
  }

  private void check(Expression expression) {
    boolean fixed = true;
    if (expression instanceof Parameter) {
      fixed = false;
    } else if (expression instanceof FunctionCall call) {
      ScalarFunction function = functions.scalar(call.function());
      fixed = function != null && function.signature().volatility() == Volatility.IMMUTABLE;
    } else if (expression instanceof Cast cast) {
      fixed =
          cast.type().base().equals(cast.operand().type().base())
              || PLAIN.contains(cast.type().base()) && PLAIN.contains(cast.operand().type().base());
    }
    if (!fixed) {
      obstacle = "it depends on more than its tables: " + expression;
    }
    expression.operands().forEach(this::check);
  }
}
