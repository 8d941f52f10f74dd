package io.megadb.planner.analyze;

import io.megadb.function.CastSignature.Context;
import io.megadb.planner.relation.PgCastOperator;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * Operators. Comparisons of two values of one type become Calcite's own, whose meaning its rules
 * know; all others are functions.
 */
final class OperatorAnalyzer {
  /** Microseconds of a day; the infinities are no multiples of it. */
  private static final long DAY_MICROS = 86_400_000_000L;

  private final Analysis analysis;

  OperatorAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  Typed operator(String symbol, SqlCall call, Scope scope) {
    SqlOperator comparison = comparisonOf(symbol);
    if (comparison != null && call.operandCount() == 2) {
      return comparison(call, symbol, scope);
    }
    if (call.operandCount() == 1) {
      Typed operand = analysis.expressions().analyze(call.operand(0), scope);
      FunctionResolver.Choice choice =
          analysis.functions().operator(symbol, null, operand, call.getParserPosition());
      return new Typed(
          analysis.expressions().apply(choice, List.of(operand)), call.getParserPosition());
    }
    Typed left = analysis.expressions().analyze(call.operand(0), scope);
    Typed right = analysis.expressions().analyze(call.operand(1), scope);
    return binary(symbol, left, right, call.getParserPosition(), call.getParserPosition());
  }

  /** Any binary operator over analysed operands. */
  Typed binary(String symbol, Typed left, Typed right, SqlParserPos operatorPos, SqlParserPos pos) {
    FunctionResolver.Choice choice =
        analysis.functions().operator(symbol, left, right, operatorPos);
    SqlOperator comparison = comparisonOf(symbol);
    if (comparison == null) {
      return new Typed(analysis.expressions().apply(choice, List.of(left, right)), pos);
    }
    return new Typed(compare(comparison, choice, left, right), pos);
  }

  Typed comparison(SqlCall call, Scope scope) {
    return comparison(call, symbolOf(call.getKind()), scope);
  }

  private Typed comparison(SqlCall call, String symbol, Scope scope) {
    SqlNode left = call.operand(0);
    SqlNode right = call.operand(1);
    if (left.getKind() == SqlKind.ROW && right.getKind() == SqlKind.ROW) {
      return rows(symbol, (SqlCall) left, (SqlCall) right, call, scope);
    }
    if (left.getKind() == SqlKind.ROW && ExpressionAnalyzer.isQuery(right)) {
      return analysis
          .expressions()
          .subqueries()
          .row(symbol, (SqlCall) left, right, call.getParserPosition(), scope);
    }
    return binary(
        symbol,
        analysis.expressions().analyze(left, scope),
        analysis.expressions().analyze(right, scope),
        call.getParserPosition(),
        call.getParserPosition());
  }

  /** (a, b) op (c, d): equality of all, or the first difference decides. */
  private Typed rows(String symbol, SqlCall left, SqlCall right, SqlCall call, Scope scope) {
    List<Typed> a = analysis.expressions().analyzeAll(left.getOperandList(), scope);
    List<Typed> b = analysis.expressions().analyzeAll(right.getOperandList(), scope);
    checkWidths(left, right, call.getParserPosition());
    return new Typed(rows(symbol, a, b, call.getParserPosition()), call.getParserPosition());
  }

  RexNode rows(String symbol, List<Typed> a, List<Typed> b, SqlParserPos pos) {
    if (symbol.equals("=") || symbol.equals("<>")) {
      List<RexNode> parts = new ArrayList<>();
      for (int i = 0; i < a.size(); i++) {
        parts.add(binary(symbol, a.get(i), b.get(i), pos, pos).rex());
      }
      return symbol.equals("=") ? and(parts) : or(parts);
    }
    String strict = symbol.substring(0, 1);
    RexNode result = null;
    for (int i = a.size() - 1; i >= 0; i--) {
      String here = i == a.size() - 1 ? symbol : strict;
      RexNode decided = binary(here, a.get(i), b.get(i), pos, pos).rex();
      result =
          result == null
              ? decided
              : or(
                  List.of(
                      decided,
                      and(List.of(binary("=", a.get(i), b.get(i), pos, pos).rex(), result))));
    }
    return result;
  }

  RexNode and(List<RexNode> operands) {
    return junction(SqlStdOperatorTable.AND, operands);
  }

  RexNode or(List<RexNode> operands) {
    return junction(SqlStdOperatorTable.OR, operands);
  }

  /** One call of all operands; those of the same operator are taken apart. */
  private RexNode junction(SqlOperator operator, List<RexNode> operands) {
    if (operands.size() == 1) {
      return operands.get(0);
    }
    List<RexNode> flat = new ArrayList<>();
    for (RexNode operand : operands) {
      if (operand.getKind() == operator.getKind()) {
        flat.addAll(((RexCall) operand).getOperands());
      } else {
        flat.add(operand);
      }
    }
    return analysis.rex().makeCall(bool(flat), operator, flat);
  }

  private RelDataType bool(List<RexNode> operands) {
    return analysis.rel(
        PgType.of(PgTypes.BOOL),
        operands.stream().anyMatch(operand -> operand.getType().isNullable()));
  }

  /** IS [NOT] DISTINCT FROM, for which there must be an equality operator. */
  Typed distinct(SqlCall call, Scope scope) {
    SqlParserPos pos = call.getParserPosition();
    boolean distinct = call.getKind() == SqlKind.IS_DISTINCT_FROM;
    if (call.operand(0).getKind() == SqlKind.ROW && call.operand(1).getKind() == SqlKind.ROW) {
      SqlCall left = call.operand(0);
      SqlCall right = call.operand(1);
      checkWidths(left, right, pos);
      List<RexNode> parts = new ArrayList<>();
      for (int i = 0; i < left.operandCount(); i++) {
        Typed a = analysis.expressions().analyze(left.operand(i), scope);
        Typed b = analysis.expressions().analyze(right.operand(i), scope);
        parts.add(distinct(distinct, a, b, pos));
      }
      if (parts.isEmpty()) {
        return new Typed(analysis.rex().makeLiteral(!distinct), pos);
      }
      return new Typed(distinct ? or(parts) : and(parts), pos);
    }
    Typed left = analysis.expressions().analyze(call.operand(0), scope);
    Typed right = analysis.expressions().analyze(call.operand(1), scope);
    return new Typed(distinct(distinct, left, right, pos), pos);
  }

  private RexNode distinct(boolean distinct, Typed left, Typed right, SqlParserPos pos) {
    RelDataType bool = analysis.rel(PgType.of(PgTypes.BOOL), false);
    List<RexNode> operands = aligned(left, right, pos);
    if (operands != null) {
      SqlOperator operator =
          distinct
              ? SqlStdOperatorTable.IS_DISTINCT_FROM
              : SqlStdOperatorTable.IS_NOT_DISTINCT_FROM;
      return analysis.rex().makeCall(bool, operator, operands);
    }
    // Compared in two types, such as a date and a timestamp.
    RexNode bothNull =
        and(
            List.of(
                analysis.rex().makeCall(bool, SqlStdOperatorTable.IS_NULL, List.of(left.rex())),
                analysis.rex().makeCall(bool, SqlStdOperatorTable.IS_NULL, List.of(right.rex()))));
    RexNode same =
        analysis
            .rex()
            .makeCall(
                bool,
                SqlStdOperatorTable.COALESCE,
                List.of(binary("=", left, right, pos, pos).rex(), bothNull));
    return distinct ? analysis.expressions().not(same) : same;
  }

  void checkWidths(SqlCall left, SqlCall right, SqlParserPos pos) {
    if (left.operandCount() != right.operandCount()) {
      throw analysis.error(
          io.megadb.error.SqlState.SYNTAX_ERROR,
          "unequal number of entries in row expressions",
          pos);
    }
  }

  /** A comparison of two expressions or of two rows. */
  RexNode compare(String symbol, SqlNode left, SqlNode right, SqlCall call, Scope scope) {
    if (left.getKind() == SqlKind.ROW && right.getKind() == SqlKind.ROW) {
      return rows(symbol, (SqlCall) left, (SqlCall) right, call, scope).rex();
    }
    SqlParserPos pos = call.getParserPosition();
    return binary(
            symbol,
            analysis.expressions().analyze(left, scope),
            analysis.expressions().analyze(right, scope),
            pos,
            pos)
        .rex();
  }

  /** Both operands in the one type in which they are compared for equality; null if in two. */
  List<RexNode> aligned(Typed left, Typed right, SqlParserPos pos) {
    FunctionResolver.Choice choice = analysis.functions().operator("=", left, right, pos);
    return align(choice, left, right);
  }

  private RexNode compare(
      SqlOperator comparison, FunctionResolver.Choice choice, Typed left, Typed right) {
    List<RexNode> operands = align(choice, left, right);
    if (operands == null) {
      return analysis.expressions().apply(choice, List.of(left, right));
    }
    return analysis.rex().makeCall(bool(operands), comparison, operands);
  }

  private List<RexNode> align(FunctionResolver.Choice choice, Typed left, Typed right) {
    BaseType a = choice.arguments().get(0);
    BaseType b = choice.arguments().get(1);
    BaseType common = a.equals(b) ? a : wider(a, b);
    if (common == null) {
      return dates(left, right);
    }
    if (!a.equals(b)) {
      BaseType narrow = common.equals(a) ? b : a;
      Typed constant = common.equals(a) ? left : right;
      if (constant.isConstant() && !constant.isUnknown() && fits(constant, narrow)) {
        common = narrow;
      }
    }
    return List.of(operand(left, common), operand(right, common));
  }

  /** A date compared with a constant midnight is compared with that date; null for others. */
  private List<RexNode> dates(Typed left, Typed right) {
    if (left.type().is(PgTypes.DATE) && midnight(right) != null) {
      return List.of(left.rex(), midnight(right));
    }
    return right.type().is(PgTypes.DATE) && midnight(left) != null
        ? List.of(midnight(left), right.rex())
        : null;
  }

  private RexNode midnight(Typed value) {
    boolean midnight =
        value.type().is(PgTypes.TIMESTAMP)
            && value.isConstant()
            && Folding.value(value.rex()) instanceof Long micros
            && micros % DAY_MICROS == 0;
    return midnight
        ? analysis
            .rex()
            .constant((Long) Folding.value(value.rex()) / DAY_MICROS, PgType.of(PgTypes.DATE))
        : null;
  }

  private RexNode operand(Typed value, BaseType type) {
    if (value.isConstant() && !value.isUnknown() && isInteger(type) && fits(value, type)) {
      if (value.openConstant() != null) {
        return analysis.openConstants().read(value.openConstant(), PgType.of(type), analysis.rex());
      }
      return analysis.rex().constant(Folding.value(value.rex()), PgType.of(type));
    }
    return withoutRelabel(
        analysis.coercion().coerce(value, PgType.of(type), Context.IMPLICIT).rex());
  }

  /** varchar and text compare alike, so the column itself can be seen by scans and joins. */
  private static RexNode withoutRelabel(RexNode node) {
    if (node instanceof RexCall call && call.getOperator() instanceof PgCastOperator cast) {
      PgType source = PgRelDataType.of(call.getOperands().get(0).getType());
      if (cast.target().typmod() == -1 && Coercion.relabels(source.base(), cast.target().base())) {
        return call.getOperands().get(0);
      }
    }
    return node;
  }

  private static boolean fits(Typed constant, BaseType type) {
    BaseType given = constant.type().base();
    if (constant.openConstant() != null && isInteger(given) && given.length() <= type.length()) {
      return isInteger(type); // whatever the value
    }
    if (!isInteger(given) || !(Folding.value(constant.rex()) instanceof Long value)) {
      return false;
    }
    return switch (type.oid()) {
      case PgTypes.INT2_OID -> value == value.shortValue();
      case PgTypes.INT4_OID -> value == value.intValue();
      case PgTypes.INT8_OID -> true;
      default -> false;
    };
  }

  private static boolean isInteger(BaseType type) {
    return type.equals(PgTypes.INT2) || type.equals(PgTypes.INT4) || type.equals(PgTypes.INT8);
  }

  private static boolean isFloat(BaseType type) {
    return type.equals(PgTypes.FLOAT4) || type.equals(PgTypes.FLOAT8);
  }

  /** The type to which both convert without changing a comparison's outcome, or null. */
  private static BaseType wider(BaseType a, BaseType b) {
    if (isInteger(a) && isInteger(b)) {
      return a.length() > b.length() ? a : b;
    }
    return isFloat(a) && isFloat(b) ? PgTypes.FLOAT8 : null;
  }

  static SqlOperator comparisonOf(String symbol) {
    return switch (symbol) {
      case "=" -> SqlStdOperatorTable.EQUALS;
      case "<>", "!=" -> SqlStdOperatorTable.NOT_EQUALS;
      case "<" -> SqlStdOperatorTable.LESS_THAN;
      case "<=" -> SqlStdOperatorTable.LESS_THAN_OR_EQUAL;
      case ">" -> SqlStdOperatorTable.GREATER_THAN;
      case ">=" -> SqlStdOperatorTable.GREATER_THAN_OR_EQUAL;
      default -> null;
    };
  }

  static String symbolOf(SqlKind kind) {
    return switch (kind) {
      case EQUALS -> "=";
      case NOT_EQUALS -> "<>";
      case LESS_THAN -> "<";
      case LESS_THAN_OR_EQUAL -> "<=";
      case GREATER_THAN -> ">";
      default -> ">=";
    };
  }

  /** The character before, where a parenthesis stands. */
  static SqlParserPos before(SqlParserPos pos) {
    int column = Math.max(1, pos.getColumnNum() - 1);
    return new SqlParserPos(1, column, 1, column);
  }
}
