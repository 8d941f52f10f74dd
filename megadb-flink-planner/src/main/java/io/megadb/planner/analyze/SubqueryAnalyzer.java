package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.planner.ast.QuantifiedOperator;
import io.megadb.planner.relation.PgFunctionOperator;
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
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
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

  private RelNode query(SqlNode node, SqlParserPos place, Scope scope) {
    refuse(place, scope);
    return scope.subquery(
        () -> analysis.queries().query(node, scope, scope.commonTables(), true).rel());
  }

  /**
   * Refuses a query where nothing can run one.
   *
   * @param place of the query's first token, or of the operator that it belongs to
   */
  void refuse(SqlParserPos place, Scope scope) {
    if (scope.clause().equals(Scope.EXECUTE_PARAMETERS)) {
      throw analysis.error(
          SqlState.FEATURE_NOT_SUPPORTED, "cannot use subquery in EXECUTE parameter", place);
    }
  }

  /**
   * @param place of the parenthesis before the query
   */
  Typed scalar(SqlNode node, SqlParserPos place, Scope scope) {
    refuse(place, scope);
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
    RelNode rel = query(node, call.getParserPosition(), scope);
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
    SqlParserPos pos = call.getParserPosition();
    SqlNode right = call.operand(1);
    String symbol = symbol(operator.comparison());
    if (!ExpressionAnalyzer.isQuery(right)) {
      return array(call, operator, symbol, pos, scope);
    }
    RexNode value =
        operator.all()
            ? all(symbol, call.operand(0), right, pos, scope)
            : any(symbol, call.operand(0), right, pos, scope);
    return new Typed(value, call.getParserPosition());
  }

  /** LIKE and its kin are operators of other names. */
  private static String symbol(SqlOperator comparison) {
    if (!(comparison instanceof SqlLikeOperator like)) {
      return comparison.getName();
    }
    String symbol = like.isCaseSensitive() ? "~~" : "~~*";
    return like.isNegated() ? "!" + symbol : symbol;
  }

  private RexNode all(String symbol, SqlNode left, SqlNode right, SqlParserPos pos, Scope scope) {
    String negated =
        switch (symbol) {
          case "=" -> "<>";
          case "<>", "!=" -> "=";
          case "<" -> ">=";
          case "<=" -> ">";
          case ">" -> "<=";
          case ">=" -> "<";
          default -> null;
        };
    if (negated != null) {
      return analysis.expressions().not(any(negated, left, right, pos, scope));
    }
    List<Typed> operands = operands(left, scope);
    RelNode rel = columns(right, operands, pos, scope);
    RexNode exception =
        inGeneral(scope)
            .any(operands, rel, (a, b) -> analysis.expressions().not(compare(symbol, a, b, pos)));
    return analysis.expressions().not(exception);
  }

  private List<Typed> operands(SqlNode left, Scope scope) {
    return left.getKind() == SqlKind.ROW
        ? analysis.expressions().analyzeAll(((SqlCall) left).getOperandList(), scope)
        : List.of(analysis.expressions().analyze(left, scope));
  }

  /** The query, which must have as many columns as there are operands. */
  private RelNode columns(SqlNode right, List<Typed> operands, SqlParserPos pos, Scope scope) {
    RelNode rel = query(right, pos, scope);
    int width = rel.getRowType().getFieldCount();
    if (width != operands.size()) {
      throw analysis.error(
          SqlState.SYNTAX_ERROR,
          width < operands.size()
              ? "subquery has too few columns"
              : "subquery has too many columns",
          pos);
    }
    return rel;
  }

  private QuantifiedSubquery inGeneral(Scope scope) {
    return new QuantifiedSubquery(analysis, scope);
  }

  private RexNode compare(String symbol, List<Typed> a, List<Typed> b, SqlParserPos pos) {
    if (a.size() > 1) {
      return operators.rows(symbol, a, b, pos);
    }
    Typed compared = operators.binary(symbol, a.get(0), b.get(0), pos, pos);
    if (!compared.type().is(PgTypes.BOOL)) {
      throw analysis.error(
          SqlState.DATATYPE_MISMATCH,
          "row comparison operator must yield type boolean, not type " + compared.type(),
          pos);
    }
    return compared.rex();
  }

  /** (a, b) op (query of one row): null without a row. */
  Typed row(String symbol, SqlCall left, SqlNode right, SqlParserPos pos, Scope scope) {
    List<Typed> operands = operands(left, scope);
    RelNode rel = columns(right, operands, pos, scope);
    return new Typed(
        inGeneral(scope).single(operands, rel, (a, b) -> compare(symbol, a, b, pos)), pos);
  }

  /**
   * left op ANY (query). Equality becomes IN and a comparison of one value SOME, for which there
   * are joins; all others are taken apart.
   */
  private RexNode any(String symbol, SqlNode left, SqlNode right, SqlParserPos pos, Scope scope) {
    List<Typed> operands = operands(left, scope);
    RelNode rel = columns(right, operands, pos, scope);
    RexNode known = null;
    // Calcite takes a pair of rows with a null for unknown even where another column differs,
    // which makes no difference to a condition.
    boolean condition = scope.clause().equals("WHERE");
    if (symbol.equals("=") && (operands.size() == 1 || condition)) {
      known = in(operands, rel, pos);
    } else if (operands.size() == 1 && OperatorAnalyzer.comparisonOf(symbol) != null) {
      known = some(symbol, operands.get(0), rel, pos);
    }
    return known != null
        ? known
        : inGeneral(scope).any(operands, rel, (a, b) -> compare(symbol, a, b, pos));
  }

  /** Null if some pair of columns is compared in two types. */
  private RexNode in(List<Typed> operands, RelNode rel, SqlParserPos pos) {
    List<RexNode> needles = new ArrayList<>();
    List<RexNode> columns = new ArrayList<>();
    boolean same = true;
    for (int i = 0; i < operands.size(); i++) {
      RexNode column = analysis.rex().makeInputRef(rel, i);
      List<RexNode> pair = operators.aligned(operands.get(i), new Typed(column, pos), pos);
      if (pair == null) {
        return null;
      }
      needles.add(pair.get(0));
      columns.add(pair.get(1));
      same &= pair.get(1).equals(column);
    }
    RelNode aligned =
        same ? rel : Projections.project(rel, columns, rel.getRowType().getFieldNames());
    return RexSubQuery.in(aligned, ImmutableList.copyOf(needles));
  }

  /** Null if the two sides are compared in two types. */
  private RexNode some(String symbol, Typed left, RelNode rel, SqlParserPos pos) {
    RexNode column = analysis.rex().makeInputRef(rel, 0);
    RexNode comparison = operators.binary(symbol, left, new Typed(column, pos), pos, pos).rex();
    if (!(comparison instanceof RexCall call)
        || call.getOperator() instanceof PgFunctionOperator
        || call.getOperands().size() != 2) {
      return null;
    }
    RexNode compared = call.getOperands().get(1);
    RelNode aligned =
        compared.equals(column)
            ? rel
            : Projections.project(rel, List.of(compared), rel.getRowType().getFieldNames());
    return RexSubQuery.some(
        aligned,
        ImmutableList.of(call.getOperands().get(0)),
        SqlStdOperatorTable.some(comparison.getKind()));
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
    RexNode nothing = analysis.rex().makeNullLiteral(analysis.rel(element, true));
    if (!operators.binary(symbol, left, right.with(nothing), pos, pos).type().is(PgTypes.BOOL)) {
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE, "op ANY/ALL (array) requires operator to yield boolean", pos);
    }
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
    QuantifiedSubquery general = inGeneral(scope);
    RelNode elements = general.elements(right, element);
    RexNode value =
        operator.all()
            ? analysis
                .expressions()
                .not(
                    general.any(
                        List.of(left),
                        elements,
                        (a, b) -> analysis.expressions().not(compare(symbol, a, b, pos))))
            : general.any(List.of(left), elements, (a, b) -> compare(symbol, a, b, pos));
    return new Typed(general.unlessNull(right.rex(), value), call.getParserPosition());
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
