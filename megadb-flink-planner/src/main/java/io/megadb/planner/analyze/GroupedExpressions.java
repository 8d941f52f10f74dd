package io.megadb.planner.analyze;

import io.megadb.planner.relation.PlanShuttle;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;

/**
 * Turns expressions over the FROM clause's row into those over an aggregation's: its keys, the
 * numbers that tell grouping sets apart, and the aggregates.
 */
final class GroupedExpressions extends RexShuttle {
  /** Tests that are never null. */
  private static final Set<SqlKind> TESTS =
      EnumSet.of(
          SqlKind.IS_NULL,
          SqlKind.IS_NOT_NULL,
          SqlKind.IS_TRUE,
          SqlKind.IS_NOT_TRUE,
          SqlKind.IS_FALSE,
          SqlKind.IS_NOT_FALSE,
          SqlKind.IS_DISTINCT_FROM,
          SqlKind.IS_NOT_DISTINCT_FROM);

  private final Analysis analysis;
  private final Scope scope;
  private final RelNode rel;
  private final List<RexNode> keys;
  private final int numbers;

  /**
   * @param rel the aggregation
   * @param keys over the FROM clause's row, in the order of the aggregation's columns
   * @param numbers columns between the keys and the aggregates; the first is the set's own, the
   *     others those of the calls of GROUPING; 0 without grouping sets
   */
  GroupedExpressions(Analysis analysis, Scope scope, RelNode rel, List<RexNode> keys, int numbers) {
    this.analysis = analysis;
    this.scope = scope;
    this.rel = rel;
    this.keys = keys;
    this.numbers = numbers;
  }

  private RexNode output(int column) {
    return analysis.rex().makeInputRef(rel, column);
  }

  private int aggregateColumn(int number) {
    return keys.size() + numbers + number;
  }

  @Override
  public RexNode visitCall(RexCall call) {
    int key = keys.indexOf(call);
    if (key >= 0) {
      return output(key);
    }
    int number = scope.aggregates().number(call);
    if (number >= 0) {
      return output(aggregateColumn(number));
    }
    int grouping = AggregateCollector.groupingNumber(call);
    if (grouping >= 0) {
      return numbers == 0
          ? analysis.rex().constant(0L, PgType.of(PgTypes.INT4))
          : output(keys.size() + 1 + grouping);
    }
    return nullable((RexCall) super.visitCall(call));
  }

  /** A key that a set leaves out is null, whatever it is made of. */
  private RexNode nullable(RexCall call) {
    boolean stays =
        numbers == 0
            || call.getType().isNullable()
            || call.isA(TESTS)
            || call.getOperands().stream().noneMatch(o -> o.getType().isNullable())
            || call.getKind() == SqlKind.COALESCE
                && !call.getOperands().stream().allMatch(o -> o.getType().isNullable());
    return stays
        ? call
        : call.clone(
            analysis.session().types().createTypeWithNullability(call.getType(), true),
            call.getOperands());
  }

  @Override
  public RexNode visitInputRef(RexInputRef reference) {
    return output(keys.indexOf(reference));
  }

  @Override
  public RexNode visitSubQuery(RexSubQuery subquery) {
    RexNode variable = analysis.rex().makeCorrel(rel.getRowType(), scope.anotherCorrelation(rel));
    RexSubQuery moved =
        Correlations.replaceOwn(
            scope,
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
    List<RexNode> operands = apply(moved.operands);
    boolean nullable =
        moved.getType().isNullable()
            || numbers > 0 && operands.stream().anyMatch(o -> o.getType().isNullable());
    return moved.clone(
        analysis.session().types().createTypeWithNullability(moved.getType(), nullable), operands);
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
          ? analysis.rex().makeFieldAccess(variable, aggregateColumn(number))
          : super.visitCall(call);
    }
  }
}
