package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.CallParts;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Calls of aggregates without a window, and GROUPING. */
final class AggregateAnalyzer {
  private static final int MAX_GROUPING_ARGUMENTS = 32;

  private final Analysis analysis;

  AggregateAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  boolean isAggregate(String name) {
    return analysis.context().functions().named(name).stream()
        .anyMatch(function -> analysis.context().functions().aggregate(function.id()) != null);
  }

  /** A call in a scope or, by its arguments, of one around; null if it is none of an aggregate. */
  Typed call(String name, FunctionCall node, Scope scope) {
    CallParts parts = node.parts();
    if (parts.star()) {
      return aggregate(name, List.of(), parts, node, scope);
    }
    Scope owner = new AggregateOwner(analysis).of(parts, scope);
    return aggregate(name, arguments(parts, owner), parts, node, owner);
  }

  private List<Typed> arguments(CallParts parts, Scope scope) {
    if (!scope.aggregatesAllowed() || scope.aggregates() == null) {
      return List.of();
    }
    return scope.aggregates().inside(() -> values(parts, scope));
  }

  /** The values of a call's arguments, as far as its own clauses do not matter. */
  List<Typed> values(CallParts parts, Scope scope) {
    List<Typed> values = new ArrayList<>();
    for (SqlNode argument : parts.arguments()) {
      values.add(
          counts(parts) && argument.getKind() == SqlKind.ROW
              ? rowToCount((SqlCall) argument, scope)
              : analysis.expressions().analyze(argument, scope));
    }
    return values;
  }

  private static boolean counts(CallParts parts) {
    return CallAnalyzer.simpleName(parts.name()).equals("count")
        && !parts.distinct()
        && parts.orderBy().isEmpty();
  }

  /** A row as such is never null, whatever its fields are. */
  private Typed rowToCount(SqlCall row, Scope scope) {
    analysis.expressions().analyzeAll(row.getOperandList(), scope);
    return new Typed(analysis.rex().makeLiteral(true), row.getParserPosition());
  }

  /** An aggregate of a scope; null if the name with these arguments is none. */
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
      return null;
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

  OrderKey orderKey(SqlNode item, Scope scope) {
    SortItem sort = SortItem.of(item, analysis);
    Typed value =
        analysis.coercion().known(analysis.expressions().analyze(sort.expression(), scope));
    return new OrderKey(value.rex(), sort.descending(), sort.nullsFirst());
  }

  MegaDbException notHere(String what, Scope scope, SqlNode node) {
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
}
