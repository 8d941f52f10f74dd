package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.planner.catalog.PrimaryKey;
import io.megadb.planner.relation.CorrelationRewrite;
import io.megadb.planner.relation.PgAggregateFunction;
import io.megadb.planner.relation.PlanShuttle;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/** GROUP BY: the aggregation's plan, and the expressions above it in terms of its columns. */
final class Grouping {
  private final Analysis analysis;
  private final Scope scope;
  private final List<RexNode> keys = new ArrayList<>();
  private RelNode rel;

  Grouping(Analysis analysis, Scope scope) {
    this.analysis = analysis;
    this.scope = scope;
  }

  /** The aggregation; after {@link #apply}. */
  RelNode rel() {
    return rel;
  }

  /** An item of GROUP BY: an ordinal, a column, an output name or an expression. */
  void addKey(SqlNode node, List<Target> targets) {
    switch (node.getKind()) {
      case ROLLUP, CUBE, GROUPING_SETS -> throw analysis.notSupported(node.getKind().sql, node);
      default -> {}
    }
    if (node instanceof org.apache.calcite.sql.SqlNodeList list) {
      list.forEach(item -> addKey(item, targets));
      return;
    }
    if (node.getKind() == SqlKind.ROW) {
      ((org.apache.calcite.sql.SqlCall) node).getOperandList().forEach(n -> addKey(n, targets));
      return;
    }
    Typed key = analysis.coercion().known(key(node, targets));
    if (AggregateUse.isIn(key.rex(), scope.aggregates())) {
      throw analysis.error(
          SqlState.GROUPING_ERROR,
          "aggregate functions are not allowed in GROUP BY",
          AggregateUse.first(
              node instanceof SqlLiteral ordinal
                  ? targets
                      .get(analysis.queries().ordinal(ordinal, targets.size(), "GROUP BY"))
                      .node()
                  : node,
              analysis));
    }
    if (SetCalls.isIn(key.rex())) {
      throw analysis.notSupported("set-returning function in GROUP BY", node);
    }
    if (!keys.contains(key.rex())) {
      keys.add(key.rex());
    }
  }

  private Typed key(SqlNode node, List<Target> targets) {
    if (node instanceof SqlLiteral literal && literal.getValue() != null) {
      return targets.get(analysis.queries().ordinal(literal, targets.size(), "GROUP BY")).value();
    }
    if (node instanceof SqlIdentifier id
        && id.isSimple()
        && scope.columns(id.getSimple()).isEmpty()) {
      Typed found = null;
      for (Target target : targets) {
        if (!target.name().equals(id.getSimple())) {
          continue;
        }
        if (found != null && !found.rex().equals(target.value().rex())) {
          throw analysis.error(
              SqlState.AMBIGUOUS_COLUMN, "GROUP BY \"" + id.getSimple() + "\" is ambiguous", id);
        }
        found = target.value();
      }
      if (found != null) {
        return found;
      }
    }
    return analysis.expressions().analyze(node, scope);
  }

  /**
   * Builds the aggregation.
   *
   * @return the expressions over its output; 42803 for a column that is neither grouped nor
   *     aggregated
   */
  List<RexNode> apply(RelNode input, List<RexNode> expressions) {
    expressions.forEach(this::addDependentColumns);
    List<RexNode> columns = new ArrayList<>(keys);
    List<PendingCall> calls = new ArrayList<>();
    for (AggregateCollector.Call call : scope.aggregates().calls()) {
      List<Integer> arguments = new ArrayList<>();
      call.arguments().forEach(argument -> arguments.add(column(columns, argument)));
      int filter = call.filter() == null ? -1 : column(columns, isTrue(call.filter()));
      List<RelFieldCollation> order = new ArrayList<>();
      for (OrderKey key : call.orderBy()) {
        order.add(key.collation(column(columns, key.value())));
      }
      calls.add(new PendingCall(call, arguments, filter, RelCollations.of(order)));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      names.add("c" + i);
    }
    RelNode project =
        columns.isEmpty()
            ? input
            : LogicalProject.create(
                input, List.of(), columns, names, Correlations.in(columns.toArray(new RexNode[0])));
    List<org.apache.calcite.rel.core.AggregateCall> aggregates = new ArrayList<>();
    for (PendingCall call : calls) {
      aggregates.add(call.create(aggregates.size()));
    }
    rel =
        LogicalAggregate.create(
            project, List.of(), ImmutableBitSet.range(keys.size()), null, aggregates);
    Regroup regroup = new Regroup();
    List<RexNode> result = new ArrayList<>();
    expressions.forEach(expression -> result.add(expression.accept(regroup)));
    return result;
  }

  /** Calcite insists on a filter that is never null; null and false keep the same rows out. */
  private RexNode isTrue(RexNode filter) {
    return filter.getType().isNullable()
        ? analysis
            .rex()
            .makeCall(
                analysis.rel(PgType.of(PgTypes.BOOL), false),
                SqlStdOperatorTable.IS_TRUE,
                List.of(filter))
        : filter;
  }

  private record PendingCall(
      AggregateCollector.Call call, List<Integer> arguments, int filter, RelCollation order) {
    org.apache.calcite.rel.core.AggregateCall create(int number) {
      return org.apache.calcite.rel.core.AggregateCall.create(
          new PgAggregateFunction(call.function(), call.type()),
          call.distinct(),
          false,
          false,
          List.of(),
          arguments,
          filter,
          null,
          order,
          call.type(),
          "a" + number);
    }
  }

  private static int column(List<RexNode> columns, RexNode value) {
    int found = columns.indexOf(value);
    if (found < 0) {
      found = columns.size();
      columns.add(value);
    }
    return found;
  }

  /** Columns that depend on a grouped primary key become keys themselves. */
  private void addDependentColumns(RexNode expression) {
    expression.accept(
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            return keys.contains(call) || scope.aggregates().number(call) >= 0
                ? call
                : super.visitCall(call);
          }

          @Override
          public RexNode visitSubQuery(RexSubQuery subquery) {
            forOwnAccesses(
                subquery,
                access -> {
                  RexNode reference =
                      analysis.rex().makeInputRef(access.getType(), access.getField().getIndex());
                  if (!keys.contains(reference)) {
                    dependent(reference, access, true);
                  }
                  return access;
                });
            return super.visitSubQuery(subquery);
          }

          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            if (!keys.contains(reference)) {
              dependent(reference, reference, false);
            }
            return reference;
          }
        });
  }

  private void dependent(RexNode reference, RexNode use, boolean outer) {
    int index = ((RexInputRef) reference).getIndex();
    for (ScopeRelation relation : scope.from().relations()) {
      boolean own = relation.columns().stream().anyMatch(column -> column.index() == index);
      PrimaryKey key = relation.table() == null ? null : relation.table().primaryKey();
      if (own && key != null && key.columns().stream().allMatch(c -> isKey(relation, c))) {
        keys.add(reference);
        return;
      }
    }
    Scope.ColumnUse found = scope.use(use);
    String name = found == null ? "?" : found.name();
    throw analysis.error(
        SqlState.GROUPING_ERROR,
        outer
            ? "subquery uses ungrouped column \"" + name + "\" from outer query"
            : "column \""
                + name
                + "\" must appear in the GROUP BY clause or be used in an aggregate function",
        found == null ? null : found.position());
  }

  private boolean isKey(ScopeRelation relation, int column) {
    int index = relation.columns().get(column).index();
    return keys.stream()
        .anyMatch(key -> key instanceof RexInputRef reference && reference.getIndex() == index);
  }

  private RexSubQuery forOwnAccesses(
      RexSubQuery subquery, java.util.function.Function<RexFieldAccess, RexNode> replacement) {
    RelNode changed = subquery.rel;
    for (CorrelationId id : Correlations.in(subquery)) {
      boolean own = scope.hasCreated(id);
      if (own) {
        changed = new CorrelationRewrite(id, replacement).rewrite(changed);
      }
    }
    return changed.equals(subquery.rel) ? subquery : subquery.clone(changed);
  }

  /** Aggregates of this query inside a subquery, as fields of the variable for its row. */
  private final class OwnAggregates extends PlanShuttle {
    private final RexNode variable;

    OwnAggregates(RexNode variable) {
      this.variable = variable;
    }

    @Override
    public RexNode visitCall(RexCall call) {
      int number = scope.aggregates().number(call);
      return number >= 0
          ? analysis.rex().makeFieldAccess(variable, keys.size() + number)
          : super.visitCall(call);
    }
  }

  /** Expressions over the FROM clause's row in terms of keys and aggregates. */
  private final class Regroup extends RexShuttle {
    private RexNode output(int column) {
      return analysis.rex().makeInputRef(rel, column);
    }

    @Override
    public RexNode visitCall(RexCall call) {
      int key = keys.indexOf(call);
      if (key >= 0) {
        return output(key);
      }
      int number = scope.aggregates().number(call);
      return number >= 0 ? output(keys.size() + number) : super.visitCall(call);
    }

    @Override
    public RexNode visitInputRef(RexInputRef reference) {
      return output(keys.indexOf(reference));
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subquery) {
      RexNode variable =
          analysis.rex().makeCorrel(rel.getRowType(), rel.getCluster().createCorrel());
      RexSubQuery moved =
          forOwnAccesses(
              subquery,
              access -> {
                RexNode reference =
                    analysis.rex().makeInputRef(access.getType(), access.getField().getIndex());
                return analysis.rex().makeFieldAccess(variable, keys.indexOf(reference));
              });
      RelNode resolved = new OwnAggregates(variable).rewrite(moved.rel);
      if (!resolved.equals(moved.rel)) {
        moved = moved.clone(resolved);
      }
      return moved.clone(moved.getType(), apply(moved.operands));
    }
  }
}
