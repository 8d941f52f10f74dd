package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.expression.ExpressionCompiler;
import io.megadb.function.EvaluationContext;
import io.megadb.plan.expression.Expression;
import io.megadb.planner.PlanningContext;
import io.megadb.planner.relation.ExpressionTranslator;
import io.megadb.planner.relation.PgConstant;
import io.megadb.planner.relation.PlannerSession;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;

/**
 * Replaces calls of immutable functions on constants by their value. A call that fails stays, so
 * that it fails only where it is evaluated.
 */
final class Folding {
  private final PlannerSession session;
  private final ExpressionTranslator translator;
  private final ExpressionCompiler compiler;
  private final EvaluationContext evaluation;

  Folding(PlannerSession session, PlanningContext context) {
    this.session = session;
    this.evaluation = context.evaluation();
    translator = new ExpressionTranslator(context.functions());
    compiler = new ExpressionCompiler(context.functions());
  }

  RexNode fold(RexNode node) {
    if (!(node instanceof RexCall call)
        || call.getOperands().isEmpty()
        || !call.getOperands().stream().allMatch(Typed::isConstant)) {
      return node;
    }
    try {
      Expression expression = translator.translate(call);
      return compiler.isFoldable(expression)
          ? session.rex().constant(compiler.evaluateConstant(expression), expression.type())
          : node;
    } catch (MegaDbException e) {
      return node;
    }
  }

  /**
   * The value of an expression without columns, now and in this session.
   *
   * @return null also for the expression's own null
   * @throws io.megadb.planner.relation.OpenConstantException if a constant is open
   */
  Object evaluate(RexNode node) {
    requireKnown(node);
    if (Typed.isConstant(node)) {
      return value(node);
    }
    return compiler.evaluateConstant(translator.translate(node), evaluation, List.of());
  }

  /** Asks every constant for its value, so that an open one says that it has none. */
  private static void requireKnown(RexNode node) {
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCall(RexCall call) {
            if (call.getOperator() instanceof PgConstant constant) {
              constant.value();
            }
            return super.visitCall(call);
          }
        });
  }

  /**
   * The value of a constant, as in {@code io.megadb.vector.Values}.
   *
   * @throws io.megadb.planner.relation.OpenConstantException for an open one
   */
  static Object value(RexNode constant) {
    if (constant instanceof RexLiteral literal) {
      return literal.isNull() ? null : literal.getValueAs(Boolean.class);
    }
    return ((PgConstant) ((RexCall) constant).getOperator()).value();
  }
}
