package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.function.CastSignature.Context;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.planner.ast.NumericConstant;
import io.megadb.planner.ast.PgOperatorName;
import io.megadb.planner.ast.PgOperators;
import io.megadb.planner.ast.QuantifiedOperator;
import io.megadb.planner.relation.PgConstant;
import io.megadb.planner.relation.PgFunctionOperator;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** Expressions: decides what a node is and leaves its meaning to the analyzer of its kind. */
final class ExpressionAnalyzer {
  private final Analysis analysis;
  private final ColumnResolver columns;
  private final OperatorAnalyzer operators;
  private final CallAnalyzer calls;
  private final ConditionalAnalyzer conditionals;
  private final SubqueryAnalyzer subqueries;
  private final WindowAnalyzer windows;

  ExpressionAnalyzer(Analysis analysis) {
    this.analysis = analysis;
    columns = new ColumnResolver(analysis);
    operators = new OperatorAnalyzer(analysis);
    calls = new CallAnalyzer(analysis);
    conditionals = new ConditionalAnalyzer(analysis, operators);
    subqueries = new SubqueryAnalyzer(analysis, operators);
    windows = new WindowAnalyzer(analysis);
  }

  ColumnResolver columns() {
    return columns;
  }

  OperatorAnalyzer operators() {
    return operators;
  }

  ConditionalAnalyzer conditionals() {
    return conditionals;
  }

  SubqueryAnalyzer subqueries() {
    return subqueries;
  }

  WindowAnalyzer windows() {
    return windows;
  }

  CallAnalyzer calls() {
    return calls;
  }

  Typed analyze(SqlNode node, Scope scope) {
    return analysis.nested(() -> new Typed(dispatch(node, scope).rex(), Positions.leftmost(node)));
  }

  List<Typed> analyzeAll(List<? extends SqlNode> nodes, Scope scope) {
    List<Typed> typed = new ArrayList<>();
    for (SqlNode node : nodes) {
      typed.add(analyze(node, scope));
    }
    return typed;
  }

  private Typed dispatch(SqlNode node, Scope scope) {
    if (node instanceof SqlLiteral literal) {
      return literal(literal);
    }
    if (node instanceof SqlIdentifier id) {
      return columns.resolve(id, scope);
    }
    if (node instanceof SqlDynamicParam parameter) {
      return analysis.parameters().use(parameter.getIndex(), parameter.getParserPosition());
    }
    if (node instanceof FunctionCall call) {
      return calls.call(call, scope);
    }
    if (node instanceof SqlCase caseCall) {
      return conditionals.caseWhen(caseCall, scope);
    }
    if (node instanceof SqlCall call) {
      return call(call, scope);
    }
    throw analysis.notSupported("expression " + node.getKind(), node);
  }

  private Typed call(SqlCall call, Scope scope) {
    return switch (call.getKind()) {
      case AND, OR -> junction(call, scope);
      case NOT -> {
        Typed operand = analysis.coercion().bool(analyze(call.operand(0), scope), "NOT");
        yield at(call, not(operand.rex()));
      }
      case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE, IS_UNKNOWN ->
          test(call, scope);
      case CAST -> cast(call, scope);
      case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          operators.comparison(call, scope);
      case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> operators.distinct(call, scope);
      case BETWEEN -> conditionals.between(call, scope);
      case LIKE, SIMILAR -> conditionals.like(call, scope);
      case IN, NOT_IN ->
          isQuery(call.operand(1)) ? subqueries.in(call, scope) : conditionals.in(call, scope);
      case SOME, ALL -> subqueries.quantified(call, (QuantifiedOperator) call.getOperator(), scope);
      case EXISTS -> subqueries.exists(call, scope);
      case SCALAR_QUERY -> subqueries.scalar(call.operand(0), call.getParserPosition(), scope);
      case SELECT, UNION, INTERSECT, EXCEPT, VALUES, WITH, ORDER_BY ->
          subqueries.scalar(call, OperatorAnalyzer.before(QueryAnalyzer.start(call)), scope);
      case COALESCE -> conditionals.coalesce(call, call.getOperandList(), scope);
      case NULLIF -> conditionals.nullIf(call, call.getOperandList(), scope);
      case GREATEST, LEAST ->
          conditionals.extreme(
              call, call.getOperandList(), call.getKind() == SqlKind.GREATEST, scope);
      case ARRAY_VALUE_CONSTRUCTOR -> conditionals.array(call, scope);
      case ARRAY_QUERY_CONSTRUCTOR -> {
        subqueries.refuse(call.getParserPosition(), scope);
        yield new ArraySubquery(analysis, scope).array(call);
      }
      case ITEM -> conditionals.subscript(call, scope);
      case GROUPING -> calls.aggregates().grouping(call, scope);
      case DOT -> throw analysis.notSupported("fields of row values", call);
      case ROW -> throw analysis.notSupported("row values in this place", call);
      case DEFAULT ->
          throw analysis.error(
              SqlState.SYNTAX_ERROR, "DEFAULT is not allowed in this context", call);
      default -> named(call, scope);
    };
  }

  static boolean isQuery(SqlNode node) {
    return switch (node.getKind()) {
      case SELECT, UNION, INTERSECT, EXCEPT, VALUES, WITH, ORDER_BY, EXPLICIT_TABLE -> true;
      default -> false;
    };
  }

  /** Operators of any name, and functions that the parser knows. */
  private Typed named(SqlCall call, Scope scope) {
    SqlOperator operator = call.getOperator();
    if (operator.equals(PgOperators.COLLATE)) {
      return calls.collate(call, scope);
    }
    if (operator.equals(PgOperators.OVERLAPS)) {
      return calls.overlaps(call, scope);
    }
    if (operator.equals(PgOperators.SLICE)) {
      return conditionals.subscript(call, scope);
    }
    if (operator instanceof PgOperatorName name) {
      return operators.operator(name.symbol(), call, scope);
    }
    if (operator instanceof SqlPrefixOperator
        || operator instanceof org.apache.calcite.sql.SqlBinaryOperator) {
      return operators.operator(operator.getName(), call, scope);
    }
    if (operator instanceof SqlBasicFunction
        || operator instanceof org.apache.calcite.sql.SqlFunction) {
      return calls.calciteFunction(call, scope);
    }
    throw analysis.notSupported(operator.getName(), call);
  }

  private Typed junction(SqlCall call, Scope scope) {
    String name = call.getKind().name();
    List<RexNode> operands = new ArrayList<>();
    for (SqlNode operand : call.getOperandList()) {
      operands.add(analysis.coercion().bool(analyze(operand, scope), name).rex());
    }
    return at(
        call, call.getKind() == SqlKind.AND ? operators.and(operands) : operators.or(operands));
  }

  RexNode not(RexNode operand) {
    return analysis
        .rex()
        .makeCall(bool(List.of(operand)), SqlStdOperatorTable.NOT, List.of(operand));
  }

  private org.apache.calcite.rel.type.RelDataType bool(List<RexNode> operands) {
    boolean nullable = operands.stream().anyMatch(operand -> operand.getType().isNullable());
    return analysis.rel(PgType.of(PgTypes.BOOL), nullable);
  }

  private Typed test(SqlCall call, Scope scope) {
    boolean forNull = call.getKind() == SqlKind.IS_NULL || call.getKind() == SqlKind.IS_NOT_NULL;
    if (forNull && call.operand(0).getKind() == SqlKind.ROW) {
      return rowTest(call, scope);
    }
    Typed operand = analyze(call.operand(0), scope);
    if (forNull) {
      operand = analysis.coercion().known(operand);
    } else {
      operand = analysis.coercion().bool(operand, call.getOperator().getName());
    }
    SqlOperator operator =
        switch (call.getKind()) {
          case IS_NULL -> SqlStdOperatorTable.IS_NULL;
          case IS_NOT_NULL -> SqlStdOperatorTable.IS_NOT_NULL;
          case IS_TRUE -> SqlStdOperatorTable.IS_TRUE;
          case IS_NOT_TRUE -> SqlStdOperatorTable.IS_NOT_TRUE;
          case IS_FALSE -> SqlStdOperatorTable.IS_FALSE;
          case IS_NOT_FALSE -> SqlStdOperatorTable.IS_NOT_FALSE;
          default ->
              call.getOperator().getName().contains("NOT")
                  ? SqlStdOperatorTable.IS_NOT_NULL
                  : SqlStdOperatorTable.IS_NULL;
        };
    return at(
        call,
        analysis
            .rex()
            .makeCall(
                analysis.rel(PgType.of(PgTypes.BOOL), false), operator, List.of(operand.rex())));
  }

  /** A row is null if all its fields are, and not null if none of them is. */
  private Typed rowTest(SqlCall call, Scope scope) {
    SqlOperator operator =
        call.getKind() == SqlKind.IS_NULL
            ? SqlStdOperatorTable.IS_NULL
            : SqlStdOperatorTable.IS_NOT_NULL;
    List<RexNode> tests = new ArrayList<>();
    for (SqlNode field : ((SqlCall) call.operand(0)).getOperandList()) {
      Typed value = analysis.coercion().known(analyze(field, scope));
      tests.add(
          analysis
              .rex()
              .makeCall(
                  analysis.rel(PgType.of(PgTypes.BOOL), false), operator, List.of(value.rex())));
    }
    return at(call, tests.isEmpty() ? analysis.rex().makeLiteral(true) : operators.and(tests));
  }

  private Typed cast(SqlCall call, Scope scope) {
    PgType target = analysis.typeNames().resolve((SqlDataTypeSpec) call.operand(1));
    SqlNode operand = call.operand(0);
    if (operand.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR && target.base().isArray()) {
      return conditionals.arrayOf(
          (SqlCall) operand, PgTypes.byOid(target.base().elementOid()), scope);
    }
    Typed value = analyze(operand, scope);
    Typed converted = analysis.coercion().tryCoerce(value, target, Context.EXPLICIT);
    if (converted == null) {
      throw analysis.error(
          SqlState.CANNOT_COERCE,
          "cannot cast type " + value.type().withoutModifier() + " to " + target.withoutModifier(),
          call.getParserPosition());
    }
    return at(call, converted.rex());
  }

  private Typed at(SqlNode node, RexNode rex) {
    return new Typed(rex, node.getParserPosition());
  }

  /** A call of a chosen function, its arguments converted. */
  RexNode apply(FunctionResolver.Choice choice, List<Typed> arguments) {
    List<RexNode> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      operands.add(
          analysis
              .coercion()
              .implicit(arguments.get(i), PgType.of(choice.arguments().get(i)))
              .rex());
    }
    RexNode call =
        analysis
            .rex()
            .makeCall(
                analysis.rel(PgType.of(choice.result()), true),
                new PgFunctionOperator(choice.function()),
                operands);
    return analysis.folding().fold(call);
  }

  private Typed literal(SqlLiteral node) {
    SqlLiteral literal = SqlLiteral.unchain(node);
    RexNode rex = analysis.openConstants().of(literal, analysis.rex());
    if (rex != null) {
      return at(literal, rex);
    }
    if (literal instanceof SqlNumericLiteral number) {
      rex = number(number);
    } else if (literal.getTypeName() == SqlTypeName.BOOLEAN) {
      rex = analysis.rex().makeLiteral(literal.booleanValue());
    } else if (literal.getTypeName() == SqlTypeName.NULL) {
      rex = analysis.rex().makeNullLiteral(analysis.rel(PgType.of(PgTypes.UNKNOWN), true));
    } else if (literal.getTypeName() == SqlTypeName.CHAR) {
      rex = unknown(literal.getValueAs(String.class));
    } else {
      throw analysis.notSupported("literal of type " + literal.getTypeName(), literal);
    }
    return at(literal, rex);
  }

  RexNode unknown(String text) {
    PgType type = PgType.of(PgTypes.UNKNOWN);
    return analysis
        .rex()
        .makeCall(analysis.rel(type, false), new PgConstant(text, type), List.of());
  }

  private RexNode number(SqlNumericLiteral literal) {
    NumberConstant constant =
        NumberConstant.of(
            literal instanceof NumericConstant exact ? exact.text() : literal.toValue());
    return analysis.rex().constant(constant.value(), constant.type());
  }
}
