package io.megadb.planner.analyze;

import io.megadb.planner.ast.FunctionCall;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;

/** Whether an expression holds an aggregate. */
final class AggregateUse {
  private AggregateUse() {}

  /** The first call of an aggregate or GROUPING in an expression, or null. */
  static SqlNode first(SqlNode node, Analysis analysis) {
    SqlNode[] found = new SqlNode[1];
    node.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlCall call) {
            if (found[0] == null && (call.getKind() == SqlKind.GROUPING || isAggregate(call))) {
              found[0] = call;
            }
            return super.visit(call);
          }

          private boolean isAggregate(SqlCall call) {
            return call instanceof FunctionCall function
                && function.parts().over() == null
                && analysis
                    .expressions()
                    .calls()
                    .aggregates()
                    .isAggregate(CallAnalyzer.simpleName(function.parts().name()));
          }
        });
    return found[0];
  }

  static boolean isIn(RexNode node, AggregateCollector collector) {
    try {
      node.accept(
          new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitCall(RexCall call) {
              if (collector.number(call) >= 0 || AggregateCollector.groupingNumber(call) >= 0) {
                throw Util.FoundOne.NULL;
              }
              return super.visitCall(call);
            }
          });
      return false;
    } catch (Util.FoundOne found) {
      return true;
    }
  }
}
