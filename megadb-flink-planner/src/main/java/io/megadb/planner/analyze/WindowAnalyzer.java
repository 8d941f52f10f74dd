package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.analyze.WindowCollector.Window;
import io.megadb.planner.ast.CallParts;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.planner.ast.WindowNode;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Functions with OVER, and the WINDOW clause. */
final class WindowAnalyzer {
  private static final Set<String> CLAUSES = Set.of("SELECT", "ORDER BY", "DISTINCT ON");
  private static final String DEFINITIONS = "window definitions";

  private final Analysis analysis;
  private final WindowFrames frames;

  WindowAnalyzer(Analysis analysis) {
    this.analysis = analysis;
    frames = new WindowFrames(analysis);
  }

  /** The windows of a WINDOW clause; each may refine those before it. */
  void define(Iterable<SqlNode> windows, Scope scope) {
    for (SqlNode node : windows) {
      WindowNode window = (WindowNode) node;
      String name = window.name().getSimple();
      if (scope.windows().named().containsKey(name)) {
        throw analysis.error(
            SqlState.WINDOWING_ERROR, "window \"" + name + "\" is already defined", window);
      }
      scope.windows().name(name, window(window, scope), window.frame() != null);
    }
  }

  /** A function followed by OVER. */
  Typed call(String name, FunctionCall node, Scope scope) {
    CallParts parts = node.parts();
    WindowCollector collector = scope.windows();
    AggregateAnalyzer aggregates = analysis.expressions().calls().aggregates();
    List<Typed> arguments =
        collector == null
            ? aggregates.values(parts, scope)
            : collector.inside(() -> aggregates.values(parts, scope));
    RexNode filter = filter(parts, scope);
    arguments = withCommonDefault(name, arguments);
    FunctionResolver.Choice choice =
        analysis.functions().function(name, arguments, node.getParserPosition());
    checkKind(name, choice, parts, node);
    checkPlace(scope, node);
    Window window = over(parts.over(), scope);
    List<RexNode> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      PgType type = PgType.of(choice.arguments().get(i));
      operands.add(analysis.coercion().implicit(arguments.get(i), type).rex());
    }
    WindowCollector.Call call =
        new WindowCollector.Call(
            choice.function(),
            operands,
            filter,
            window,
            analysis.rel(PgType.of(choice.result()), true));
    return new Typed(collector.add(call, node.getParserPosition()), node.getParserPosition());
  }

  private RexNode filter(CallParts parts, Scope scope) {
    if (parts.filter() == null) {
      return null;
    }
    return scope.inClause(
        "FILTER",
        () ->
            analysis
                .coercion()
                .bool(analysis.expressions().analyze(parts.filter(), scope), "FILTER")
                .rex());
  }

  /** The value and the default of lag and lead take their common type. */
  private List<Typed> withCommonDefault(String name, List<Typed> arguments) {
    if (!name.equals("lag") && !name.equals("lead") || arguments.size() != 3) {
      return arguments;
    }
    PgType common = analysis.coercion().common(List.of(arguments.get(0), arguments.get(2)), null);
    if (common == null) {
      return arguments;
    }
    PgType plain = common.withoutModifier();
    return List.of(
        analysis.coercion().toCommon(arguments.get(0), plain, name),
        arguments.get(1),
        analysis.coercion().toCommon(arguments.get(2), plain, name));
  }

  private void checkKind(
      String name, FunctionResolver.Choice choice, CallParts parts, FunctionCall node) {
    boolean aggregate = analysis.context().functions().aggregate(choice.function().id()) != null;
    if (!aggregate && analysis.context().functions().window(choice.function().id()) == null) {
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE,
          "OVER specified, but " + name + " is not a window function nor an aggregate function",
          node);
    }
    if (parts.distinct()) {
      throw notImplemented("DISTINCT is not implemented for window functions", node);
    }
    if (aggregate && parts.arguments().isEmpty() && !parts.star()) {
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE,
          name + "(*) must be used to call a parameterless aggregate function",
          node);
    }
    if (!parts.orderBy().isEmpty()) {
      throw notImplemented("aggregate ORDER BY is not implemented for window functions", node);
    }
    if (!aggregate && parts.filter() != null) {
      throw notImplemented("FILTER is not implemented for non-aggregate window functions", node);
    }
  }

  private MegaDbException notImplemented(String message, SqlNode node) {
    return analysis.error(SqlState.FEATURE_NOT_SUPPORTED, message, node);
  }

  private void checkPlace(Scope scope, SqlNode node) {
    String clause = scope.clause();
    if (scope.windows() == null || !CLAUSES.contains(clause)) {
      String place =
          switch (clause) {
            case "" -> "here";
            case "JOIN/ON" -> "in JOIN conditions";
            case "FROM" -> "in functions in FROM";
            default -> "in " + (clause.startsWith("window") ? DEFINITIONS : clause);
          };
      throw analysis.error(
          SqlState.WINDOWING_ERROR, "window functions are not allowed " + place, node);
    }
    if (scope.aggregates().isInside()) {
      throw analysis.error(
          SqlState.GROUPING_ERROR,
          "aggregate function calls cannot contain window function calls",
          node);
    }
    if (scope.windows().isInside()) {
      throw analysis.error(
          SqlState.WINDOWING_ERROR, "window function calls cannot be nested", node);
    }
  }

  private Window over(SqlNode over, Scope scope) {
    if (over instanceof SqlIdentifier name) {
      return named(name, scope);
    }
    return window((WindowNode) over, scope);
  }

  private Window named(SqlIdentifier name, Scope scope) {
    Window window = scope.windows().named().get(name.getSimple());
    if (window == null) {
      throw undefined(name.getSimple(), name);
    }
    return window;
  }

  private MegaDbException undefined(String name, SqlNode place) {
    return analysis.error(
        SqlState.UNDEFINED_OBJECT, "window \"" + name + "\" does not exist", place);
  }

  private Window window(WindowNode node, Scope scope) {
    Window base = null;
    String baseName = node.reference() == null ? null : node.reference().getSimple();
    if (baseName != null) {
      base = scope.windows().named().get(baseName);
      if (base == null) {
        throw undefined(baseName, node);
      }
    }
    List<OrderKey> orderBy = scope.inClause(DEFINITIONS, true, () -> orderBy(node, scope));
    List<RexNode> partitionBy = scope.inClause(DEFINITIONS, true, () -> partitionBy(node, scope));
    if (base != null) {
      if (!partitionBy.isEmpty()) {
        throw refinement("cannot override PARTITION BY clause of window", baseName, node);
      }
      if (!orderBy.isEmpty() && !base.orderBy().isEmpty()) {
        throw refinement("cannot override ORDER BY clause of window", baseName, node);
      }
      if (scope.windows().hasFrame(baseName)) {
        throw frameCopy(baseName, node, orderBy);
      }
      partitionBy = base.partitionBy();
      orderBy = orderBy.isEmpty() ? base.orderBy() : orderBy;
    }
    return new Window(partitionBy, orderBy, frames.frame(node, orderBy, scope));
  }

  private MegaDbException refinement(String message, String name, WindowNode node) {
    return analysis.error(SqlState.WINDOWING_ERROR, message + " \"" + name + "\"", node);
  }

  private MegaDbException frameCopy(String name, WindowNode node, List<OrderKey> orderBy) {
    MegaDbException error =
        analysis.error(
            SqlState.WINDOWING_ERROR,
            "cannot copy window \"" + name + "\" because it has a frame clause",
            node);
    return node.name() != null || !orderBy.isEmpty() || node.frame() != null
        ? error
        : error.withHint("Omit the parentheses in this OVER clause.");
  }

  private List<OrderKey> orderBy(WindowNode node, Scope scope) {
    List<OrderKey> keys = new ArrayList<>();
    for (SqlNode item : node.orderBy()) {
      SortItem sort = SortItem.of(item, analysis);
      RexNode value = known(sort.expression(), scope);
      if (keys.stream().noneMatch(key -> key.value().equals(value))) {
        keys.add(new OrderKey(value, sort.descending(), sort.nullsFirst()));
      }
    }
    return keys;
  }

  private List<RexNode> partitionBy(WindowNode node, Scope scope) {
    List<RexNode> keys = new ArrayList<>();
    for (SqlNode item : node.partitionBy()) {
      RexNode value = known(item, scope);
      if (!keys.contains(value)) {
        keys.add(value);
      }
    }
    return keys;
  }

  private RexNode known(SqlNode node, Scope scope) {
    return analysis.coercion().known(analysis.expressions().analyze(node, scope)).rex();
  }
}
