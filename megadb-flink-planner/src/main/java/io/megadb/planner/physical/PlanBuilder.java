package io.megadb.planner.physical;

import io.megadb.plan.AggregateCall;
import io.megadb.plan.AggregateNode;
import io.megadb.plan.CostVector;
import io.megadb.plan.FilterNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.plan.LimitNode;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.SortKey;
import io.megadb.plan.SortNode;
import io.megadb.plan.TopNNode;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.WindowCall;
import io.megadb.plan.WindowNode;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.InputReference;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;

/** Makes plan records with ids, estimates and costs. One for each plan. */
final class PlanBuilder {
  private int nextId;

  PlanProperties properties(double rows, CostVector cost) {
    return new PlanProperties(nextId++, Math.max(1, rows), cost);
  }

  static double rows(PlanNode node) {
    return node.properties().rows();
  }

  PlanNode project(PlanNode input, List<Expression> expressions) {
    if (isIdentity(input, expressions)) {
      return input;
    }
    if (input instanceof ValuesNode values
        && values.rows().size() == 1
        && expressions.stream().noneMatch(PlanBuilder::usesInput)) {
      List<PgType> types = expressions.stream().map(Expression::type).toList();
      return new ValuesNode(
          properties(1, CostModel.rows(1, expressions.size())), types, List.of(expressions));
    }
    int computed = (int) expressions.stream().filter(e -> !(e instanceof InputReference)).count();
    return new ProjectNode(
        properties(rows(input), CostModel.rows(rows(input), computed)), input, expressions);
  }

  private static boolean isIdentity(PlanNode input, List<Expression> expressions) {
    if (expressions.size() != input.types().size()) {
      return false;
    }
    for (int i = 0; i < expressions.size(); i++) {
      if (!(expressions.get(i) instanceof InputReference reference) || reference.index() != i) {
        return false;
      }
    }
    return true;
  }

  static boolean usesInput(Expression expression) {
    return expression instanceof InputReference
        || expression.operands().stream().anyMatch(PlanBuilder::usesInput);
  }

  /** The input's columns in another order or number. */
  PlanNode columns(PlanNode input, List<Integer> columns) {
    List<Expression> expressions = new ArrayList<>();
    for (int column : columns) {
      expressions.add(new InputReference(column, input.types().get(column)));
    }
    return project(input, expressions);
  }

  PlanNode filter(PlanNode input, Expression condition, double rows) {
    return new FilterNode(properties(rows, CostModel.rows(rows(input), 1)), input, condition);
  }

  HashJoinNode hashJoin(
      JoinKind kind,
      PlanNode left,
      PlanNode right,
      List<Integer> leftKeys,
      List<Integer> rightKeys,
      List<Integer> nullSafe,
      Expression residual,
      double rows) {
    CostVector cost =
        CostModel.hash(rows(right), CostModel.width(right.types()), rows(left))
            .plus(CostModel.rows(rows, residual == null ? 0 : 1));
    return new HashJoinNode(
        properties(rows, cost), kind, left, right, leftKeys, rightKeys, nullSafe, residual);
  }

  NestedLoopJoinNode nestedLoop(
      JoinKind kind, PlanNode left, PlanNode right, Expression condition, double rows) {
    return new NestedLoopJoinNode(
        properties(
            rows, CostModel.nestedLoop(rows(left), rows(right), CostModel.width(right.types()))),
        kind,
        left,
        right,
        condition);
  }

  AggregateNode aggregate(
      PlanNode input,
      List<Integer> keys,
      List<AggregateCall> calls,
      AggregateNode.Phase phase,
      List<PgType> types,
      double rows) {
    CostVector cost =
        CostModel.hash(rows, CostModel.width(types), rows(input))
            .plus(CostModel.rows(rows(input), calls.size()));
    return new AggregateNode(properties(rows, cost), input, keys, calls, phase, types);
  }

  PlanNode sort(PlanNode input, List<SortKey> keys) {
    double rows = rows(input);
    return new SortNode(
        properties(rows, CostModel.sort(rows, CostModel.width(input.types()), rows)), input, keys);
  }

  PlanNode topN(
      PlanNode input, List<SortKey> keys, Expression limit, Expression offset, double rows) {
    return new TopNNode(
        properties(rows, CostModel.sort(rows(input), CostModel.width(input.types()), rows)),
        input,
        keys,
        limit,
        offset);
  }

  PlanNode window(
      PlanNode input, List<Integer> partitionBy, List<SortKey> orderBy, List<WindowCall> calls) {
    double rows = rows(input);
    CostVector cost =
        CostModel.sort(rows, CostModel.width(input.types()), rows)
            .plus(CostModel.rows(rows, calls.size()));
    return new WindowNode(properties(rows, cost), input, partitionBy, orderBy, calls);
  }

  PlanNode limit(PlanNode input, Expression limit, Expression offset, double rows) {
    return new LimitNode(properties(rows, CostVector.ZERO), input, limit, offset);
  }
}
