package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.planner.ast.QuantifiedOperator;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.relation.Projections;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.calcite.shaded.com.google.common.collect.ImmutableList;

/** Subqueries inside expressions. */
final class SubqueryAnalyzer {
  private final Analysis analysis;
  private final OperatorAnalyzer operators;

  SubqueryAnalyzer(Analysis analysis, OperatorAnalyzer operators) {
    this.analysis = analysis;
    this.operators = operators;
  }

  private RelNode query(SqlNode node, Scope scope) {
    return scope.subquery(
        () -> analysis.queries().query(node, scope, scope.commonTables(), true).rel());
  }

  /**
   * @param place of the parenthesis before the query
   */
  Typed scalar(SqlNode node, SqlParserPos place, Scope scope) {
    return scope.subquery(
        () -> {
          RelNode rel = analysis.queries().query(node, scope, scope.commonTables(), true).rel();
          if (rel.getRowType().getFieldCount() != 1) {
            throw analysis.error(
                SqlState.SYNTAX_ERROR, "subquery must return only one column", place);
          }
          RexNode value =
              isCorrelatedAggregate(rel)
                  ? new CorrelatedAggregate(analysis, scope).scalar((Project) rel)
                  : RexSubQuery.scalar(rel);
          return new Typed(value, node.getParserPosition());
        });
  }

  /** One row whatever its input, so a join that loses it would be wrong. */
  static boolean isCorrelatedAggregate(RelNode rel) {
    return rel instanceof Project project
        && project.getInput() instanceof Aggregate aggregate
        && aggregate.getGroupCount() == 0
        && !RelOptUtil.getVariablesUsed(rel).isEmpty();
  }

  Typed exists(SqlCall call, Scope scope) {
    SqlNode node = call.operand(0);
    RelNode rel = query(node, scope);
    RexNode value;
    if (rel instanceof Project project
        && project.getInput() instanceof Aggregate aggregate
        && aggregate.getGroupCount() == 0) {
      value = analysis.rex().makeLiteral(true);
    } else {
      value = RexSubQuery.exists(rel);
    }
    return new Typed(value, call.getParserPosition());
  }

  Typed in(SqlCall call, Scope scope) {
    RexNode in = any("=", call.operand(0), call.operand(1), call.getParserPosition(), scope);
    return new Typed(
        call.getKind() == SqlKind.NOT_IN ? analysis.expressions().not(in) : in,
        call.getParserPosition());
  }

  Typed quantified(SqlCall call, QuantifiedOperator operator, Scope scope) {
    String symbol = operator.comparison().getName();
    SqlParserPos pos = call.getParserPosition();
    SqlNode right = call.operand(1);
    if (!ExpressionAnalyzer.isQuery(right)) {
      return array(call, operator, symbol, pos, scope);
    }
    RexNode value;
    if (operator.all()) {
      String negated =
          switch (symbol) {
            case "=" -> "<>";
            case "<>", "!=" -> "=";
            case "<" -> ">=";
            case "<=" -> ">";
            case ">" -> "<=";
            case ">=" -> "<";
            default -> throw analysis.notSupported(symbol + " ALL (query)", call);
          };
      value = analysis.expressions().not(any(negated, call.operand(0), right, pos, scope));
    } else {
      value = any(symbol, call.operand(0), right, pos, scope);
    }
    return new Typed(value, call.getParserPosition());
  }

  /** left op ANY (query); = becomes IN, other operators EXISTS over a filtered query. */
  private RexNode any(String symbol, SqlNode left, SqlNode right, SqlParserPos pos, Scope scope) {
    List<Typed> operands =
        left.getKind() == SqlKind.ROW
            ? analysis.expressions().analyzeAll(((SqlCall) left).getOperandList(), scope)
            : List.of(analysis.expressions().analyze(left, scope));
    RelNode rel = query(right, scope);
    int width = rel.getRowType().getFieldCount();
    if (width != operands.size()) {
      throw analysis.error(
          SqlState.SYNTAX_ERROR,
          width < operands.size()
              ? "subquery has too few columns"
              : "subquery has too many columns",
          pos);
    }
    if (!symbol.equals("=")) {
      if (operands.size() != 1 || OperatorAnalyzer.comparisonOf(symbol) == null) {
        throw analysis.notSupported(symbol + " ANY (query)", right);
      }
      return comparison(symbol, operands.get(0), rel, pos);
    }
    List<RexNode> needles = new ArrayList<>();
    List<RexNode> columns = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < width; i++) {
      RexNode column = analysis.rex().makeInputRef(rel, i);
      List<RexNode> pair = operators.aligned(operands.get(i), new Typed(column, pos), pos);
      if (pair == null) {
        throw analysis.notSupported(
            "IN between " + operands.get(i).type() + " and " + PgRelDataType.of(column.getType()),
            right);
      }
      needles.add(pair.get(0));
      columns.add(pair.get(1));
      same &= pair.get(1).equals(column);
    }
    RelNode aligned =
        same ? rel : Projections.project(rel, columns, rel.getRowType().getFieldNames());
    return RexSubQuery.in(aligned, ImmutableList.copyOf(needles));
  }

  private RexNode comparison(String symbol, Typed left, RelNode rel, SqlParserPos pos) {
    RexNode column = analysis.rex().makeInputRef(rel, 0);
    RexNode comparison = operators.binary(symbol, left, new Typed(column, pos), pos, pos).rex();
    if (!(comparison instanceof org.apache.calcite.rex.RexCall call)
        || !call.getOperands().get(1).equals(column)) {
      throw analysis.notSupported(
          symbol
              + " ANY (query) between "
              + left.type()
              + " and "
              + PgRelDataType.of(column.getType()),
          null);
    }
    return RexSubQuery.some(
        rel,
        ImmutableList.of(call.getOperands().get(0)),
        org.apache.calcite.sql.fun.SqlStdOperatorTable.some(comparison.getKind()));
  }

  /** left op ANY (array): over a constant array one comparison for each element. */
  private Typed array(
      SqlCall call, QuantifiedOperator operator, String symbol, SqlParserPos pos, Scope scope) {
    Typed left = analysis.expressions().analyze(call.operand(0), scope);
    Typed right = analysis.expressions().analyze(call.operand(1), scope);
    if (right.isUnknown()) {
      PgType element = left.isUnknown() ? PgType.of(PgTypes.TEXT) : left.type();
      BaseType array = PgTypes.arrayOf(element.base());
      right = analysis.coercion().implicit(right, PgType.of(array));
    }
    if (!right.type().base().isArray()) {
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE, "op ANY/ALL (array) requires array on right side", pos);
    }
    PgType element = PgType.of(PgTypes.byOid(right.type().base().elementOid()));
    if (right.isConstant()) {
      return elements(call, operator, symbol, pos, left, right, element);
    }
    RexNode any =
        symbol.equals("=") && !operator.all()
            ? new ArrayContainment(analysis, operators, pos).any(left, right, element)
            : null;
    if (any != null) {
      return new Typed(any, call.getParserPosition());
    }
    throw analysis.notSupported(
        symbol + (operator.all() ? " ALL" : " ANY") + " (array that is not a constant)", call);
  }

  private Typed elements(
      SqlCall call,
      QuantifiedOperator operator,
      String symbol,
      SqlParserPos pos,
      Typed left,
      Typed right,
      PgType element) {
    Object value = Folding.value(right.rex());
    if (value == null) {
      return new Typed(
          analysis.rex().makeNullLiteral(analysis.rel(PgType.of(PgTypes.BOOL), true)),
          call.getParserPosition());
    }
    List<RexNode> comparisons = new ArrayList<>();
    for (Object item : (List<?>) value) {
      Typed constant = right.with(analysis.rex().constant(item, element));
      comparisons.add(operators.binary(symbol, left, constant, pos, pos).rex());
    }
    RexNode result;
    if (comparisons.isEmpty()) {
      result = analysis.rex().makeLiteral(operator.all());
    } else {
      result = operator.all() ? operators.and(comparisons) : operators.or(comparisons);
    }
    return new Typed(result, call.getParserPosition());
  }
}
