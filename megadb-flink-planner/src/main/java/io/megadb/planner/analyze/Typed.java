package io.megadb.planner.analyze;

import io.megadb.planner.relation.PgConstant;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * An analysed expression.
 *
 * @param position where it stands, for errors
 */
record Typed(RexNode rex, SqlParserPos position) {
  PgType type() {
    return PgRelDataType.of(rex.getType());
  }

  boolean isUnknown() {
    return type().is(PgTypes.UNKNOWN);
  }

  boolean nullable() {
    return rex.getType().isNullable();
  }

  /** A literal, constant or NULL of any type. */
  boolean isConstant() {
    return isConstant(rex);
  }

  static boolean isConstant(RexNode rex) {
    return rex instanceof RexLiteral
        || rex instanceof RexCall call && call.getOperator() instanceof PgConstant;
  }

  /** The constant if it is an open one, else null. */
  PgConstant openConstant() {
    return rex instanceof RexCall call
            && call.getOperator() instanceof PgConstant constant
            && constant.isOpen()
        ? constant
        : null;
  }

  boolean isParameter() {
    return rex instanceof RexDynamicParam;
  }

  Typed with(RexNode other) {
    return new Typed(other, position);
  }
}
