package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.CastSignature.Context;
import io.megadb.planner.ast.CallParts;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Calls of functions and aggregates. */
final class CallAnalyzer {
  private static final int MAX_GROUPING_ARGUMENTS = 32;

  private final Analysis analysis;

  CallAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  Typed call(FunctionCall node, Scope scope) {
    CallParts parts = node.parts();
    String name = simpleName(parts.name());
    if (parts.name().isSimple()) {
      Typed special = special(name, node, scope);
      if (special != null) {
        return special;
      }
    }
    Typed value = sqlValue(name, node);
    if (value != null) {
      return value;
    }
    refuse(parts, node);
    if (parts.over() != null) {
      return analysis.expressions().windows().call(name, node, scope);
    }
    if (parts.star()) {
      return aggregate(name, List.of(), parts, node, scope);
    }
    if (isAggregate(name)) {
      return aggregate(name, aggregateArguments(parts, scope), parts, node, scope);
    }
    List<Typed> arguments = analysis.expressions().analyzeAll(parts.arguments(), scope);
    if (parts.needsAggregate() && !analysis.context().functions().named(name).isEmpty()) {
      String what = parts.distinct() ? "DISTINCT" : parts.filter() != null ? "FILTER" : "ORDER BY";
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE,
          what + " specified, but " + name + " is not an aggregate function",
          node);
    }
    return scalar(name, arguments, node);
  }

  private void refuse(CallParts parts, SqlNode node) {
    if (!parts.withinGroup().isEmpty()) {
      throw analysis.notSupported("WITHIN GROUP", node);
    }
    if (parts.variadic()) {
      throw analysis.notSupported("VARIADIC arguments", node);
    }
    for (SqlIdentifier name : parts.argumentNames()) {
      if (name != null) {
        throw analysis.notSupported("named arguments", node);
      }
    }
  }

  /** Forms that PostgreSQL's grammar knows by name. */
  private Typed special(String name, FunctionCall node, Scope scope) {
    List<SqlNode> arguments = node.parts().arguments();
    ConditionalAnalyzer conditionals = analysis.expressions().conditionals();
    return switch (name) {
      case "coalesce" -> conditionals.coalesce(node, arguments, scope);
      case "nullif" -> conditionals.nullIf(node, arguments, scope);
      case "greatest" -> conditionals.extreme(node, arguments, true, scope);
      case "least" -> conditionals.extreme(node, arguments, false, scope);
      default -> null;
    };
  }

  /** CURRENT_DATE and its kin are now() in another type; null for any other call. */
  private Typed sqlValue(String name, FunctionCall node) {
    BaseType type =
        switch (name) {
          case "current_timestamp" -> PgTypes.TIMESTAMPTZ;
          case "localtimestamp" -> PgTypes.TIMESTAMP;
          case "current_date" -> PgTypes.DATE;
          case "localtime" -> PgTypes.TIME;
          case "current_time" -> throw analysis.notSupported("CURRENT_TIME", node);
          default -> null;
        };
    if (type == null || node.parts().name().isSimple()) {
      return null;
    }
    List<SqlNode> precision = node.parts().arguments();
    int modifier = -1;
    if (!precision.isEmpty()) {
      long digits = ((org.apache.calcite.sql.SqlLiteral) precision.get(0)).longValue(true);
      modifier = (int) Math.min(digits, 6);
    }
    Typed now = scalar("now", List.of(), node);
    return analysis.coercion().coerce(now, new PgType(type, modifier), Context.EXPLICIT);
  }

  /** Functions that come as Calcite's own operators, by their PostgreSQL name. */
  Typed calciteFunction(SqlCall call, Scope scope) {
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    List<SqlNode> operands = call.getOperandList();
    boolean star =
        operands.size() == 1 && operands.get(0) instanceof SqlIdentifier id && id.isStar();
    SqlIdentifier id = new SqlIdentifier(name, call.getParserPosition());
    CallParts plain = CallParts.plain(id, star ? List.of() : operands);
    boolean distinct =
        call.getFunctionQuantifier() != null
            && call.getFunctionQuantifier().toString().equalsIgnoreCase("DISTINCT");
    CallParts parts =
        new CallParts(
            id,
            plain.arguments(),
            plain.argumentNames(),
            star,
            distinct,
            false,
            plain.orderBy(),
            plain.withinGroup(),
            null,
            null);
    return call(new FunctionCall(parts, call.getParserPosition()), scope);
  }

  private Typed scalar(String name, List<Typed> arguments, SqlNode node) {
    FunctionResolver.Choice choice =
        analysis.functions().find(name, arguments, node.getParserPosition());
    if (choice == null) {
      Typed cast = castByFunction(name, arguments, node);
      if (cast != null) {
        return cast;
      }
      throw analysis.functions().noFunction(name, arguments, node.getParserPosition());
    }
    if (analysis.context().functions().window(choice.function().id()) != null) {
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE,
          "window function " + name + " requires an OVER clause",
          node);
    }
    if (choice.function().returnsSet()) {
      throw analysis.notSupported("set-returning function " + name + " outside FROM", node);
    }
    return new Typed(analysis.expressions().apply(choice, arguments), node.getParserPosition());
  }

  /** {@code int4(x)}: a type's name called as a function converts. */
  private Typed castByFunction(String name, List<Typed> arguments, SqlNode node) {
    BaseType type = analysis.typeNames().find(name);
    if (type == null || arguments.size() != 1) {
      return null;
    }
    Typed converted =
        analysis.coercion().tryCoerce(arguments.get(0), PgType.of(type), Context.EXPLICIT);
    return converted == null ? null : new Typed(converted.rex(), node.getParserPosition());
  }

  boolean isAggregate(String name) {
    return analysis.context().functions().named(name).stream()
        .anyMatch(function -> analysis.context().functions().aggregate(function.id()) != null);
  }

  private List<Typed> aggregateArguments(CallParts parts, Scope scope) {
    if (!scope.aggregatesAllowed() || scope.aggregates() == null) {
      return List.of();
    }
    return scope
        .aggregates()
        .inside(() -> analysis.expressions().analyzeAll(parts.arguments(), scope));
  }

  private Typed aggregate(
      String name, List<Typed> arguments, CallParts parts, SqlNode node, Scope scope) {
    AggregateCollector collector = scope.aggregates();
    if (!scope.aggregatesAllowed() || collector == null) {
      throw notHere("aggregate functions", scope, node);
    }
    if (collector.isInside()) {
      throw analysis.error(
          SqlState.GROUPING_ERROR, "aggregate function calls cannot be nested", node);
    }
    FunctionResolver.Choice choice =
        analysis.functions().function(name, arguments, node.getParserPosition());
    if (arguments.isEmpty() && !parts.star() && name.equals("count")) {
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE,
          "count(*) must be used to call a parameterless aggregate function",
          node);
    }
    if (analysis.context().functions().aggregate(choice.function().id()) == null) {
      return scalar(name, arguments, node);
    }
    List<RexNode> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      operands.add(
          analysis
              .coercion()
              .implicit(arguments.get(i), PgType.of(choice.arguments().get(i)))
              .rex());
    }
    RexNode filter = null;
    if (parts.filter() != null) {
      filter =
          scope.inClause(
              "FILTER",
              () ->
                  analysis
                      .coercion()
                      .bool(analysis.expressions().analyze(parts.filter(), scope), "FILTER")
                      .rex());
    }
    List<OrderKey> order = new ArrayList<>();
    for (SqlNode item : parts.orderBy()) {
      OrderKey key = collector.inside(() -> orderKey(item, scope));
      if (parts.distinct() && !operands.contains(key.value())) {
        throw analysis.error(
            SqlState.INVALID_COLUMN_REFERENCE,
            "in an aggregate with DISTINCT, ORDER BY expressions must appear in argument list",
            SortItem.of(item, analysis).expression());
      }
      order.add(key);
    }
    AggregateCollector.Call call =
        new AggregateCollector.Call(
            choice.function(),
            operands,
            parts.distinct(),
            filter,
            order,
            analysis.rel(PgType.of(choice.result()), true));
    return new Typed(collector.add(call), node.getParserPosition());
  }

  /** GROUPING(…): which of its arguments a row's grouping set leaves out. */
  Typed grouping(SqlCall call, Scope scope) {
    AggregateCollector collector = scope.aggregates();
    if (call.operandCount() >= MAX_GROUPING_ARGUMENTS) {
      throw analysis.error(
          SqlState.TOO_MANY_ARGUMENTS,
          "GROUPING must have fewer than " + MAX_GROUPING_ARGUMENTS + " arguments",
          call);
    }
    if (!scope.aggregatesAllowed() || collector == null) {
      throw notHere("grouping operations", scope, call);
    }
    if (collector.isInside()) {
      throw analysis.error(
          SqlState.GROUPING_ERROR, "aggregate function calls cannot be nested", call);
    }
    List<Typed> arguments = new ArrayList<>();
    for (Typed argument : analysis.expressions().analyzeAll(call.getOperandList(), scope)) {
      arguments.add(analysis.coercion().known(argument));
    }
    return new Typed(
        collector.addGrouping(arguments, analysis.rel(PgType.of(PgTypes.INT4), false)),
        call.getParserPosition());
  }

  private OrderKey orderKey(SqlNode item, Scope scope) {
    SortItem sort = SortItem.of(item, analysis);
    Typed value =
        analysis.coercion().known(analysis.expressions().analyze(sort.expression(), scope));
    return new OrderKey(value.rex(), sort.descending(), sort.nullsFirst());
  }

  private MegaDbException notHere(String what, Scope scope, SqlNode node) {
    String clause = scope.clause();
    String message =
        switch (clause) {
          case "" -> what + " are not allowed here";
          case "JOIN/ON" -> what + " are not allowed in JOIN conditions";
          case "FROM" -> what + " are not allowed in functions in FROM";
          default -> what + " are not allowed in " + clause;
        };
    return analysis.error(SqlState.GROUPING_ERROR, message, node);
  }

  Typed collate(SqlCall call, Scope scope) {
    String collation = simpleName((SqlIdentifier) call.operand(1));
    if (!List.of("default", "C", "POSIX", "ucs_basic").contains(collation)) {
      throw analysis.error(
          SqlState.UNDEFINED_OBJECT,
          "collation \"" + collation + "\" for encoding \"UTF8\" does not exist",
          call.operand(1));
    }
    Typed value = analysis.coercion().known(analysis.expressions().analyze(call.operand(0), scope));
    return new Typed(value.rex(), call.getParserPosition());
  }

  Typed overlaps(SqlCall call, Scope scope) {
    List<SqlNode> operands = new ArrayList<>();
    for (SqlNode row : call.getOperandList()) {
      if (row.getKind() != SqlKind.ROW || ((SqlCall) row).operandCount() != 2) {
        throw analysis.error(
            SqlState.SYNTAX_ERROR, "wrong number of parameters on OVERLAPS expression", call);
      }
      operands.addAll(((SqlCall) row).getOperandList());
    }
    return scalar("overlaps", analysis.expressions().analyzeAll(operands, scope), call);
  }

  static String simpleName(SqlIdentifier id) {
    return id.names.get(id.names.size() - 1);
  }
}
