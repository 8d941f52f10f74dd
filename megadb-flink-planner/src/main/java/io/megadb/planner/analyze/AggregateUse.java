package io.megadb.planner.analyze;

import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.util.Util;

/** Whether an expression holds an aggregate. */
final class AggregateUse {
  private AggregateUse() {}

  static boolean isIn(RexNode node) {
    try {
      node.accept(
          new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitCall(RexCall call) {
              if (AggregateCollector.number(call) >= 0
                  || AggregateCollector.groupingNumber(call) >= 0) {
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
