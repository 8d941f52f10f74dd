package io.megadb.planner.analyze;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * x = ANY (array) over an array that is known only at run time:
 *
 * <pre>
 *   CASE WHEN array IS NULL THEN NULL
 *        WHEN cardinality(array) = 0 THEN false
 *        WHEN x IS NULL THEN NULL
 *        WHEN array_position(array, x) IS NOT NULL THEN true
 *        WHEN array_position(array, NULL) IS NOT NULL THEN NULL
 *        ELSE false END
 * </pre>
 */
final class ArrayContainment {
  private final Analysis analysis;
  private final OperatorAnalyzer operators;
  private final SqlParserPos pos;

  ArrayContainment(Analysis analysis, OperatorAnalyzer operators, SqlParserPos pos) {
    this.analysis = analysis;
    this.operators = operators;
    this.pos = pos;
  }

  /** The condition; null if x and the elements would have to become another type. */
  RexNode any(Typed left, Typed array, PgType element) {
    RexNode nothing = analysis.rex().makeNullLiteral(analysis.rel(element, true));
    List<RexNode> pair = operators.aligned(left, new Typed(nothing, pos), pos);
    if (pair == null || !pair.get(1).equals(nothing)) {
      return null;
    }
    RexNode value = pair.get(0);
    RexNode unknown = analysis.rex().makeNullLiteral(analysis.rel(PgType.of(PgTypes.BOOL), true));
    RexNode no = analysis.rex().makeLiteral(false);
    RexNode zero = analysis.rex().constant(0L, PgType.of(PgTypes.INT4));
    RexNode size = function("cardinality", List.of(array));
    return analysis
        .rex()
        .makeCall(
            analysis.rel(PgType.of(PgTypes.BOOL), true),
            SqlStdOperatorTable.CASE,
            List.of(
                isNull(array.rex()),
                unknown,
                operators.binary("=", typed(size), typed(zero), pos, pos).rex(),
                no,
                isNull(value),
                unknown,
                found(array, value),
                analysis.rex().makeLiteral(true),
                found(array, nothing),
                unknown,
                no));
  }

  private RexNode found(Typed array, RexNode value) {
    RexNode position = function("array_position", List.of(array, typed(value)));
    return analysis.rex().makeCall(SqlStdOperatorTable.IS_NOT_NULL, position);
  }

  private RexNode isNull(RexNode value) {
    return analysis.rex().makeCall(SqlStdOperatorTable.IS_NULL, value);
  }

  private RexNode function(String name, List<Typed> arguments) {
    return analysis
        .expressions()
        .apply(analysis.functions().function(name, arguments, pos), arguments);
  }

  private Typed typed(RexNode value) {
    return new Typed(value, pos);
  }
}
