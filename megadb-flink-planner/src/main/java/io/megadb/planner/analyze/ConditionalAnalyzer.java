package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.function.CastSignature.Context;
import io.megadb.planner.ast.PgCase;
import io.megadb.planner.relation.PgSpecialOperator;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlBetweenOperator;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** CASE, COALESCE and their kin, IN lists, BETWEEN, LIKE, arrays. */
final class ConditionalAnalyzer {
  private final Analysis analysis;
  private final OperatorAnalyzer operators;

  ConditionalAnalyzer(Analysis analysis, OperatorAnalyzer operators) {
    this.analysis = analysis;
    this.operators = operators;
  }

  private Typed analyze(SqlNode node, Scope scope) {
    return analysis.expressions().analyze(node, scope);
  }

  Typed caseWhen(SqlCase node, Scope scope) {
    return scope.withoutSets("CASE", () -> caseOf(node, scope));
  }

  private Typed caseOf(SqlCase node, Scope scope) {
    Typed value =
        node.getValueOperand() == null
            ? null
            : analysis.coercion().known(analyze(node.getValueOperand(), scope));
    List<Typed> results = new ArrayList<>();
    List<RexNode> conditions = new ArrayList<>();
    for (int i = 0; i < node.getWhenOperands().size(); i++) {
      SqlNode when = node.getWhenOperands().get(i);
      Typed condition = analyze(when, scope);
      if (value != null) {
        SqlParserPos pos =
            node instanceof PgCase pg ? pg.whenPositions().get(i) : when.getParserPosition();
        condition = operators.binary("=", value, condition, pos, pos);
      }
      conditions.add(analysis.coercion().bool(condition, "CASE/WHEN").rex());
      results.add(analyze(node.getThenOperands().get(i), scope));
    }
    // ELSE is analysed last, but its type is the first of the candidates.
    SqlNode otherwise = node.getElseOperand();
    results.add(
        0,
        otherwise == null
            ? new Typed(
                analysis.rex().makeNullLiteral(analysis.rel(PgType.of(PgTypes.UNKNOWN), true)),
                node.getParserPosition())
            : analyze(otherwise, scope));
    PgType common = analysis.coercion().common(results, "CASE");
    List<RexNode> operands = new ArrayList<>();
    boolean nullable = false;
    for (int i = 0; i < conditions.size(); i++) {
      operands.add(conditions.get(i));
      RexNode result = analysis.coercion().toCommon(results.get(i + 1), common, "CASE/THEN").rex();
      nullable |= result.getType().isNullable();
      operands.add(result);
    }
    RexNode last = analysis.coercion().toCommon(results.get(0), common, "CASE/ELSE").rex();
    nullable |= last.getType().isNullable();
    operands.add(last);
    return new Typed(
        analysis.rex().makeCall(analysis.rel(common, nullable), SqlStdOperatorTable.CASE, operands),
        node.getParserPosition());
  }

  private List<RexNode> unify(List<Typed> values, PgType common, String construct) {
    List<RexNode> operands = new ArrayList<>();
    for (Typed value : values) {
      operands.add(analysis.coercion().toCommon(value, common, construct).rex());
    }
    return operands;
  }

  Typed coalesce(SqlNode node, List<SqlNode> arguments, Scope scope) {
    List<Typed> values =
        scope.withoutSets("COALESCE", () -> analysis.expressions().analyzeAll(arguments, scope));
    PgType common = analysis.coercion().common(values, "COALESCE");
    List<RexNode> operands = unify(values, common, "COALESCE");
    boolean nullable = operands.stream().allMatch(operand -> operand.getType().isNullable());
    return new Typed(
        operands.size() == 1
            ? operands.get(0)
            : analysis
                .rex()
                .makeCall(analysis.rel(common, nullable), SqlStdOperatorTable.COALESCE, operands),
        node.getParserPosition());
  }

  Typed extreme(SqlNode node, List<SqlNode> arguments, boolean greatest, Scope scope) {
    String name = greatest ? "GREATEST" : "LEAST";
    List<Typed> values = analysis.expressions().analyzeAll(arguments, scope);
    PgType common = analysis.coercion().common(values, name);
    List<RexNode> operands = unify(values, common, name);
    return new Typed(
        analysis
            .rex()
            .makeCall(
                analysis.rel(common, true),
                greatest ? PgSpecialOperator.GREATEST : PgSpecialOperator.LEAST,
                operands),
        node.getParserPosition());
  }

  Typed nullIf(SqlNode node, List<SqlNode> arguments, Scope scope) {
    List<Typed> values = analysis.expressions().analyzeAll(arguments, scope);
    if (values.size() != 2) {
      throw analysis.error(SqlState.SYNTAX_ERROR, "NULLIF requires two arguments", node);
    }
    List<RexNode> operands =
        operators.aligned(values.get(0), values.get(1), node.getParserPosition());
    if (operands == null) {
      return nullIfEqual(node, values.get(0), values.get(1));
    }
    PgType type = io.megadb.planner.relation.PgRelDataType.of(operands.get(0).getType());
    RexNode nullIf =
        analysis.rex().makeCall(analysis.rel(type, true), PgSpecialOperator.NULLIF, operands);
    Typed typed = new Typed(nullIf, node.getParserPosition());
    PgType first = values.get(0).type();
    return values.get(0).isUnknown() || first.equals(type)
        ? typed
        : analysis.coercion().coerce(typed, first, Context.EXPLICIT);
  }

  /** NULLIF of values that are compared in two types, such as a date and a timestamp. */
  private Typed nullIfEqual(SqlNode node, Typed first, Typed second) {
    SqlParserPos pos = node.getParserPosition();
    RelDataType type = analysis.rel(first.type(), true);
    return new Typed(
        analysis
            .rex()
            .makeCall(
                type,
                SqlStdOperatorTable.CASE,
                List.of(
                    operators.binary("=", first, second, pos, pos).rex(),
                    analysis.rex().makeNullLiteral(type),
                    first.rex())),
        pos);
  }

  Typed between(SqlCall call, Scope scope) {
    SqlBetweenOperator operator = (SqlBetweenOperator) call.getOperator();
    RexNode inside = range(call, call.operand(1), call.operand(2), scope);
    if (operator.flag == SqlBetweenOperator.Flag.SYMMETRIC) {
      inside = operators.or(List.of(inside, range(call, call.operand(2), call.operand(1), scope)));
    }
    return new Typed(
        operator.isNegated() ? analysis.expressions().not(inside) : inside,
        call.getParserPosition());
  }

  private RexNode range(SqlCall call, SqlNode low, SqlNode high, Scope scope) {
    return operators.and(
        List.of(
            operators.compare(">=", call.operand(0), low, call, scope),
            operators.compare("<=", call.operand(0), high, call, scope)));
  }

  Typed like(SqlCall call, Scope scope) {
    SqlLikeOperator operator = (SqlLikeOperator) call.getOperator();
    SqlParserPos pos = call.getParserPosition();
    Typed value = analyze(call.operand(0), scope);
    Typed pattern = analyze(call.operand(1), scope);
    boolean similar = operator.getKind() == SqlKind.SIMILAR;
    if (similar || call.operandCount() > 2) {
      List<Typed> arguments = new ArrayList<>(List.of(pattern));
      if (call.operandCount() > 2) {
        arguments.add(analyze(call.operand(2), scope));
      }
      String function = similar ? "similar_to_escape" : "like_escape";
      pattern =
          new Typed(
              analysis
                  .expressions()
                  .apply(analysis.functions().function(function, arguments, pos), arguments),
              pattern.position());
    }
    String symbol = similar ? "~" : operator.isCaseSensitive() ? "~~" : "~~*";
    return operators.binary(
        operator.isNegated() ? "!" + symbol : symbol,
        value,
        pattern,
        pos,
        call.getParserPosition());
  }

  Typed in(SqlCall call, Scope scope) {
    SqlNode left = call.operand(0);
    List<SqlNode> items = ((SqlNodeList) call.operand(1)).getList();
    SqlParserPos pos = call.getParserPosition();
    RexNode in;
    if (left.getKind() == SqlKind.ROW) {
      in = rowIn((SqlCall) left, items, pos, scope);
    } else {
      in = valueIn(analyze(left, scope), analysis.expressions().analyzeAll(items, scope), pos);
    }
    return new Typed(
        call.getKind() == SqlKind.NOT_IN ? analysis.expressions().not(in) : in,
        call.getParserPosition());
  }

  private RexNode rowIn(SqlCall left, List<SqlNode> items, SqlParserPos pos, Scope scope) {
    List<Typed> row = analysis.expressions().analyzeAll(left.getOperandList(), scope);
    List<RexNode> matches = new ArrayList<>();
    for (SqlNode item : items) {
      if (item.getKind() != SqlKind.ROW) {
        throw analysis.notSupported("IN between a row and a value", item);
      }
      List<SqlNode> values = ((SqlCall) item).getOperandList();
      if (values.size() != row.size()) {
        throw analysis.error(
            SqlState.SYNTAX_ERROR, "unequal number of entries in row expressions", pos);
      }
      matches.add(operators.rows("=", row, analysis.expressions().analyzeAll(values, scope), pos));
    }
    return operators.or(matches);
  }

  /**
   * Items without columns take a type that they and the value have in common, the value stays as it
   * is; an item with columns is compared by itself.
   */
  private RexNode valueIn(Typed value, List<Typed> items, SqlParserPos pos) {
    List<Typed> all = new ArrayList<>(List.of(value));
    items.stream().filter(item -> !RexUtil.containsInputRef(item.rex())).forEach(all::add);
    PgType common = all.size() > 2 ? analysis.coercion().common(all, null) : null;
    List<RexNode> operands = new ArrayList<>();
    List<RexNode> comparisons = new ArrayList<>();
    boolean nullable = false;
    for (Typed item : items) {
      boolean alone = common == null || RexUtil.containsInputRef(item.rex());
      Typed right = alone ? item : analysis.coercion().toCommon(item, plain(common), "IN");
      RexNode comparison = operators.binary("=", value, right, pos, pos).rex();
      comparisons.add(comparison);
      if (comparison.getKind() != SqlKind.EQUALS) {
        continue;
      }
      List<RexNode> pair = ((org.apache.calcite.rex.RexCall) comparison).getOperands();
      if (operands.isEmpty()) {
        operands.add(pair.get(0));
      }
      if (operands.get(0).equals(pair.get(0))) {
        operands.add(pair.get(1));
      }
      nullable |= comparison.getType().isNullable();
    }
    if (items.size() == 1 || operands.size() != items.size() + 1) {
      return operators.or(comparisons);
    }
    RelDataType type = analysis.rel(PgType.of(PgTypes.BOOL), nullable);
    return analysis.rex().makeCall(type, PgSpecialOperator.IN, operands);
  }

  private static PgType plain(PgType type) {
    return type.withoutModifier();
  }

  Typed array(SqlCall call, Scope scope) {
    List<Typed> elements = analysis.expressions().analyzeAll(call.getOperandList(), scope);
    if (elements.isEmpty()) {
      throw analysis
          .error(SqlState.INDETERMINATE_DATATYPE, "cannot determine type of empty array", call)
          .withHint("Explicitly cast to the desired type, for example ARRAY[]::integer[].");
    }
    PgType common = analysis.coercion().common(elements, "ARRAY");
    return build(call, elements, common.withoutModifier());
  }

  Typed arrayOf(SqlCall call, BaseType element, Scope scope) {
    List<Typed> elements = new ArrayList<>();
    for (SqlNode node : call.getOperandList()) {
      elements.add(
          analysis.coercion().coerce(analyze(node, scope), PgType.of(element), Context.EXPLICIT));
    }
    return build(call, elements, PgType.of(element));
  }

  /** ARRAY[…] is a call of the registry's constructor unless all elements are constants. */
  private Typed build(SqlCall call, List<Typed> elements, PgType element) {
    BaseType array = PgTypes.arrayOf(element.base());
    if (array == null) {
      throw analysis.notSupported("arrays of type " + element, call);
    }
    List<Typed> converted = new ArrayList<>();
    for (Typed item : elements) {
      converted.add(analysis.coercion().toCommon(item, element, "ARRAY"));
    }
    if (!converted.stream().allMatch(Typed::isConstant)) {
      FunctionResolver.Choice constructor =
          analysis.functions().function("array_construct", converted, call.getParserPosition());
      return new Typed(
          analysis.expressions().apply(constructor, converted), call.getParserPosition());
    }
    List<Object> values = new ArrayList<>();
    converted.forEach(item -> values.add(Folding.value(item.rex())));
    return new Typed(
        analysis.rex().constant(java.util.Collections.unmodifiableList(values), PgType.of(array)),
        call.getParserPosition());
  }

  /** array[i] and array[from:to]. */
  Typed subscript(SqlCall call, Scope scope) {
    Typed array = analyze(call.operand(0), scope);
    if (!array.type().base().isArray()) {
      throw analysis.error(
          SqlState.DATATYPE_MISMATCH,
          "cannot subscript type "
              + array.type().withoutModifier()
              + " because it does not support subscripting",
          Positions.leftmost(call.operand(0)));
    }
    List<Typed> arguments = new ArrayList<>(List.of(array));
    boolean element = call.getKind() == SqlKind.ITEM;
    arguments.add(position(call.operand(1), Integer.MIN_VALUE, scope));
    if (!element) {
      arguments.add(position(call.operand(2), Integer.MAX_VALUE, scope));
    }
    FunctionResolver.Choice choice =
        analysis
            .functions()
            .function(
                element ? "array_element" : "array_slice", arguments, call.getParserPosition());
    return new Typed(analysis.expressions().apply(choice, arguments), call.getParserPosition());
  }

  /** A subscript; a bound that is left out reaches as far as the array. */
  private Typed position(SqlNode node, int open, Scope scope) {
    PgType integer = PgType.of(PgTypes.INT4);
    if (node == null) {
      return new Typed(analysis.rex().constant((long) open, integer), SqlParserPos.ZERO);
    }
    Typed written = analyze(node, scope);
    Typed converted = analysis.coercion().tryCoerce(written, integer, Context.ASSIGNMENT);
    if (converted == null) {
      throw analysis.error(
          SqlState.DATATYPE_MISMATCH, "array subscript must have type integer", written.position());
    }
    return converted;
  }

  static boolean isTrue(SqlNode node) {
    return node instanceof SqlLiteral literal && literal.booleanValue();
  }
}
