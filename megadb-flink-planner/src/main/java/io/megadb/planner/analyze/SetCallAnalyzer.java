package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;

/** Calls of functions that return sets, outside FROM. */
final class SetCallAnalyzer {
  private static final String LATERAL_HINT =
      "You might be able to move the set-returning function into a LATERAL FROM item.";

  private final Analysis analysis;

  SetCallAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  /**
   * @param scope null where no set can be returned
   * @throws MegaDbException 0A000 where PostgreSQL allows none either, and for sets of rows
   */
  Typed call(FunctionResolver.Choice choice, List<Typed> arguments, SqlNode node, Scope scope) {
    refuse(node, scope);
    List<RexNode> operands = new ArrayList<>();
    List<PgType> types = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      PgType type = PgType.of(choice.arguments().get(i));
      RexNode operand = analysis.coercion().implicit(arguments.get(i), type).rex();
      operands.add(operand);
      types.add(PgRelDataType.of(operand.getType()));
    }
    List<PgType> columns =
        analysis.context().functions().table(choice.function().id()).columnTypes(types);
    if (columns.size() != 1) {
      throw analysis.notSupported("a set of rows in a select list", node);
    }
    return new Typed(
        analysis
            .rex()
            .makeCall(
                analysis.rel(columns.get(0), true),
                new SetCalls.Placeholder(choice.function()),
                operands),
        node.getParserPosition());
  }

  private void refuse(SqlNode node, Scope scope) {
    String around = scope == null ? null : callAround(scope);
    if (around != null) {
      throw error(around + " function calls cannot contain set-returning function calls", node)
          .withHint(LATERAL_HINT);
    }
    String forbidden = scope == null ? "" : scope.setsForbidden();
    if (forbidden != null) {
      boolean conditional = forbidden.equals("CASE") || forbidden.equals("COALESCE");
      throw error(
              "set-returning functions are not allowed in "
                  + (forbidden.equals("JOIN/ON") ? "JOIN conditions" : forbidden),
              node)
          .withHint(conditional ? LATERAL_HINT : null);
    }
  }

  /** What kind of call a scope is inside of, or null. */
  private static String callAround(Scope scope) {
    if (scope.aggregates() != null && scope.aggregates().isInside()) {
      return "aggregate";
    }
    return scope.windows() != null && scope.windows().isInside() ? "window" : null;
  }

  private MegaDbException error(String message, SqlNode node) {
    return analysis.error(SqlState.FEATURE_NOT_SUPPORTED, message, node);
  }
}
