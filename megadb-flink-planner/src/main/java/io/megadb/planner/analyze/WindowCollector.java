package io.megadb.planner.analyze;

import io.megadb.function.FunctionSignature;
import io.megadb.planner.relation.WindowRel.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * The windows and window functions of one query; each function stands as a placeholder until the
 * query is grouped.
 */
final class WindowCollector {
  /** A window over the FROM clause's row. */
  record Window(List<RexNode> partitionBy, List<OrderKey> orderBy, Frame frame) {}

  /**
   * A window function or an aggregate over a window.
   *
   * @param filter or null
   */
  record Call(
      FunctionSignature function,
      List<RexNode> arguments,
      RexNode filter,
      Window window,
      RelDataType type) {}

  private static final class Placeholder extends SqlFunction {
    private static final long serialVersionUID = 1L;
    private final int number;

    Placeholder(int number) {
      super(
          "WINDOW " + number,
          SqlKind.OTHER_FUNCTION,
          null,
          null,
          null,
          SqlFunctionCategory.USER_DEFINED_FUNCTION);
      this.number = number;
    }
  }

  private final Analysis analysis;
  private final Map<String, Window> named = new LinkedHashMap<>();

  /** Names of windows whose frame was written. */
  private final List<String> framed = new ArrayList<>();

  private final List<Call> calls = new ArrayList<>();
  private final List<SqlParserPos> positions = new ArrayList<>();
  private boolean inside;

  WindowCollector(Analysis analysis) {
    this.analysis = analysis;
  }

  /** Windows of the WINDOW clause by name. */
  Map<String, Window> named() {
    return named;
  }

  /** Notes a window of the WINDOW clause. */
  void name(String name, Window window, boolean hasFrame) {
    named.put(name, window);
    if (hasFrame) {
      framed.add(name);
    }
  }

  boolean hasFrame(String name) {
    return framed.contains(name);
  }

  List<Call> calls() {
    return calls;
  }

  /** Runs the analysis of a window function's own arguments. */
  <T> T inside(Supplier<T> body) {
    boolean before = inside;
    inside = true;
    try {
      return body.get();
    } finally {
      inside = before;
    }
  }

  boolean isInside() {
    return inside;
  }

  /** The placeholder of a call; equal calls share one. */
  RexNode add(Call call, SqlParserPos position) {
    int number = calls.indexOf(call);
    if (number < 0) {
      number = calls.size();
      calls.add(call);
      positions.add(position);
    }
    return analysis.rex().makeCall(call.type(), new Placeholder(number), List.of());
  }

  /** The number of the call that a placeholder stands for, or -1 for any other node. */
  static int number(RexNode node) {
    return node instanceof RexCall call && call.getOperator() instanceof Placeholder placeholder
        ? placeholder.number
        : -1;
  }

  /** Where the first window function of an expression stands, or null if it has none. */
  SqlParserPos position(RexNode node) {
    SqlParserPos[] found = new SqlParserPos[1];
    node.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitCall(RexCall call) {
            int number = number(call);
            if (number >= 0 && found[0] == null) {
              found[0] = positions.get(number);
            }
            return super.visitCall(call);
          }
        });
    return found[0];
  }

  /** All expressions that windows and calls are made of, to be grouped with the query's others. */
  List<RexNode> expressions() {
    List<RexNode> expressions = new ArrayList<>();
    named.values().forEach(window -> addKeys(window, expressions));
    for (Call call : calls) {
      expressions.addAll(call.arguments());
      if (call.filter() != null) {
        expressions.add(call.filter());
      }
      addKeys(call.window(), expressions);
    }
    return expressions;
  }

  private static void addKeys(Window window, List<RexNode> expressions) {
    expressions.addAll(window.partitionBy());
    window.orderBy().forEach(key -> expressions.add(key.value()));
  }
}
