package io.megadb.planner.relation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Prepares table functions over columns of an outer query for decorrelation, which knows correlated
 * filters but not correlated calls. The function is called once for each distinct list of arguments
 * that the outer rows have, and a filter picks the outer row's own:
 *
 * <pre>
 *   Correlate(L, … f($cor.x) …)
 *   Correlate(L, … Filter(a = $cor.x, f(a) over Aggregate(distinct a, Project(a = x, L))) …)
 * </pre>
 *
 * Only strict functions of what is null for null qualify: a null, which equals nothing, gives no
 * rows there either. What does not qualify is left as it is.
 */
final class CorrelatedFunctionCalls extends RelShuttleImpl {
  private final RexBuilder rex;

  CorrelatedFunctionCalls(RexBuilder rex) {
    this.rex = rex;
  }

  @Override
  public RelNode visit(LogicalCorrelate correlate) {
    RelNode changed = super.visit(correlate);
    if (!(changed instanceof LogicalCorrelate own)) {
      return changed;
    }
    RelNode right = own.getRight().accept(new Calls(own.getCorrelationId(), own.getLeft()));
    return own.copy(own.getTraitSet(), List.of(own.getLeft(), right));
  }

  /** Rewrites the calls over one correlation's rows. */
  private final class Calls extends RelShuttleImpl {
    private final CorrelationId id;
    private final RelNode rows;

    Calls(CorrelationId id, RelNode rows) {
      this.id = id;
      this.rows = rows;
    }

    @Override
    public RelNode visit(RelNode other) {
      RelNode changed = super.visit(other);
      return changed instanceof TableFunctionRel call && qualifies(call)
          ? perDistinct(call)
          : changed;
    }

    private boolean qualifies(TableFunctionRel call) {
      Set<CorrelationId> used = new HashSet<>();
      call.arguments().forEach(argument -> used.addAll(correlations(argument)));
      return call.function().strict()
          && !call.outer()
          && call.getInput().getRowType().getFieldCount() == 0
          && used.equals(Set.of(id))
          && !Contains.any(rows, this::bindsSameVariable)
          && call.arguments().stream().allMatch(Calls::nullForNull);
    }

    /**
     * The outer rows are copied into the subquery, where their own use of the variable hides ours.
     */
    private boolean bindsSameVariable(RelNode node) {
      return node instanceof Correlate correlate && correlate.getCorrelationId().equals(id);
    }

    /** Whether a null in any outer column makes the argument null. */
    private static boolean nullForNull(RexNode argument) {
      if (correlations(argument).isEmpty() || argument instanceof RexFieldAccess) {
        return true;
      }
      return argument instanceof RexCall call
          && (call.getOperator() instanceof PgCastOperator
              || call.getOperator() instanceof PgFunctionOperator function
                  && function.signature().strict())
          && call.getOperands().stream().allMatch(Calls::nullForNull);
    }

    private RelNode perDistinct(TableFunctionRel call) {
      List<RexNode> correlated = new ArrayList<>();
      for (RexNode argument : call.arguments()) {
        if (!correlations(argument).isEmpty()) {
          correlated.add(argument);
        }
      }
      RelNode distinct = distinct(correlated);
      int width = correlated.size();
      List<RexNode> arguments = new ArrayList<>();
      for (RexNode argument : call.arguments()) {
        int column = correlated.indexOf(argument);
        arguments.add(column < 0 ? argument : rex.makeInputRef(distinct, column));
      }
      RelDataTypeFactory.Builder row = rex.getTypeFactory().builder();
      row.addAll(distinct.getRowType().getFieldList());
      row.addAll(call.getRowType().getFieldList());
      RelNode calls =
          TableFunctionRel.create(
              distinct,
              call.function(),
              arguments,
              call.ordinality(),
              false,
              row.uniquify().build());
      List<RexNode> conditions = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        conditions.add(
            rex.makeCall(
                SqlStdOperatorTable.EQUALS, rex.makeInputRef(calls, i), correlated.get(i)));
      }
      RelNode own = LogicalFilter.create(calls, RexUtil.composeConjunction(rex, conditions));
      List<RexNode> results = new ArrayList<>();
      for (int i = 0; i < call.getRowType().getFieldCount(); i++) {
        results.add(rex.makeInputRef(own, width + i));
      }
      return LogicalProject.create(
          own, List.of(), results, call.getRowType().getFieldNames(), Set.of());
    }

    private RelNode distinct(List<RexNode> correlated) {
      RexShuttle toColumns =
          new RexShuttle() {
            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
              return rex.makeInputRef(rows, access.getField().getIndex());
            }
          };
      List<RexNode> columns = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (RexNode argument : correlated) {
        columns.add(argument.accept(toColumns));
        names.add("argument_" + names.size());
      }
      RelNode arguments = LogicalProject.create(rows, List.of(), columns, names, Set.of());
      return LogicalAggregate.create(
          arguments, List.of(), ImmutableBitSet.range(names.size()), null, List.of());
    }
  }

  private static Set<CorrelationId> correlations(RexNode node) {
    Set<CorrelationId> found = new HashSet<>();
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCorrelVariable(RexCorrelVariable variable) {
            found.add(variable.id);
            return null;
          }
        });
    return found;
  }
}
