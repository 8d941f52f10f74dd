package io.megadb.planner.relation;

import io.megadb.function.FunctionSignature;
import io.megadb.function.Volatility;
import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** What the rows of a plan depend on besides tables. */
public final class Dependencies {
  private Dependencies() {}

  /** Whether computing it again may give other rows, or change something. */
  public static boolean isVolatile(RelNode rel) {
    boolean[] found = new boolean[1];
    RexShuttle calls =
        new RexShuttle() {
          @Override
          public RexNode visitCall(RexCall call) {
            found[0] |= !call.getOperator().isDeterministic();
            return super.visitCall(call);
          }
        };
    Contains.visitWithSubqueries(
        rel,
        node -> {
          node.accept(calls);
          if (node instanceof TableFunctionRel function) {
            found[0] |= isVolatile(function.function());
          } else if (node instanceof SetProjectionRel sets) {
            sets.calls().forEach(call -> found[0] |= isVolatile(call.function()));
          }
        });
    return found[0];
  }

  private static boolean isVolatile(FunctionSignature function) {
    return function.volatility() == Volatility.VOLATILE;
  }

  /** Whether it refers to rows of a query around it: an outer row, or a recursion's last round. */
  public static boolean isBound(RelNode rel) {
    Set<Object> used = new HashSet<>();
    Set<Object> set = new HashSet<>();
    RexShuttle variables =
        new RexShuttle() {
          @Override
          public RexNode visitCorrelVariable(RexCorrelVariable variable) {
            used.add(variable.id);
            return variable;
          }

          @Override
          public RexNode visitDynamicParam(RexDynamicParam parameter) {
            if (parameter.getIndex() >= PlannerSession.OUTER_PARAMETERS) {
              used.add(parameter.getIndex());
            }
            return parameter;
          }
        };
    Contains.visitWithSubqueries(
        rel,
        node -> {
          node.accept(variables);
          for (CorrelationId id : node.getVariablesSet()) {
            set.add(id);
          }
          if (node instanceof Correlate correlate) {
            set.add(correlate.getCorrelationId());
          } else if (node instanceof ApplyRel apply) {
            for (int i = 0; i < apply.columns().size(); i++) {
              set.add(apply.firstParameter() + i);
            }
          } else if (node instanceof WorkingTableRel working) {
            used.add("working table " + working.table());
          } else if (node instanceof RecursiveRel recursive) {
            set.add("working table " + recursive.workingTable());
          } else if (node instanceof SharedReadRel read
              && read.plan().sharing() == SharedPlan.Sharing.IN_PLACE) {
            used.add(read.plan());
          } else if (node instanceof SharedRel shared) {
            set.add(shared.plan());
          }
        });
    used.removeAll(set);
    return !used.isEmpty();
  }
}
