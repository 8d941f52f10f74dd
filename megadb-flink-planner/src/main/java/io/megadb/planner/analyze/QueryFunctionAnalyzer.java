package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.CallParts;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.planner.spi.MegaDbExtensions.Injection;
import io.megadb.planner.spi.QueryFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** Functions in FROM that plugins turn into queries, with positional and named arguments. */
final class QueryFunctionAnalyzer {
  private final Analysis analysis;

  QueryFunctionAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  /** The plugin's function that an item of FROM calls; null if it is something else. */
  Injection<QueryFunction> called(SqlNode body) {
    if (body.getKind() == SqlKind.COLLECTION_TABLE) {
      return called(((SqlCall) body).operand(0));
    }
    if (!(body instanceof FunctionCall call) || !call.parts().name().isSimple()) {
      return null;
    }
    String name = call.parts().name().getSimple();
    for (Injection<QueryFunction> injection : analysis.context().extensions().queryFunctions()) {
      if (injection.thing().equals(name)) {
        return injection;
      }
    }
    return null;
  }

  /**
   * The rows of a call.
   *
   * @param around whose WITH items the arguments may refer to
   */
  FromItem item(
      Injection<QueryFunction> injection,
      SqlNode body,
      Alias alias,
      Scope around,
      FromAnalyzer from) {
    FunctionCall call =
        (FunctionCall) (body instanceof FunctionCall ? body : ((SqlCall) body).operand(0));
    QueryFunction function = injection.value();
    analysis.switches().checkDialect(injection, "function " + function.name() + "()", call);
    SqlNode query = function.query(arguments(function, call), call, new GraphAnalyzer(analysis));
    return from.derived(
        analysis.queries().query(query, null, around.commonTables(), true),
        alias.name() == null ? Alias.named(call, function.name()) : alias,
        call);
  }

  private Map<String, SqlNode> arguments(QueryFunction function, FunctionCall call) {
    CallParts parts = call.parts();
    if (parts.needsAggregate() || parts.variadic() || parts.over() != null) {
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE, function.name() + " is not an aggregate function", call);
    }
    Map<String, SqlNode> arguments = new LinkedHashMap<>();
    boolean named = false;
    for (int i = 0; i < parts.arguments().size(); i++) {
      SqlIdentifier given = parts.argumentNames().get(i);
      if (given == null && named) {
        throw analysis.error(
            SqlState.SYNTAX_ERROR,
            "positional argument cannot follow named argument",
            parts.arguments().get(i));
      }
      named |= given != null;
      if (given == null ? i >= function.arguments().size() : unknown(function, given)) {
        throw undefined(function, given, call);
      }
      String name = given == null ? function.arguments().get(i) : given.getSimple();
      if (arguments.put(name, parts.arguments().get(i)) != null) {
        throw analysis.error(
            SqlState.SYNTAX_ERROR, "argument name \"" + name + "\" used more than once", given);
      }
    }
    return arguments;
  }

  private static boolean unknown(QueryFunction function, SqlIdentifier given) {
    return !function.arguments().contains(given.getSimple());
  }

  private MegaDbException undefined(
      QueryFunction function, SqlIdentifier given, FunctionCall call) {
    return analysis
        .error(
            SqlState.UNDEFINED_FUNCTION,
            given == null
                ? "function " + function.name() + "() takes fewer arguments"
                : "function "
                    + function.name()
                    + "() has no argument \""
                    + given.getSimple()
                    + "\"",
            given == null ? call : given)
        .withHint("Its arguments are " + String.join(", ", function.arguments()) + ".");
  }
}
