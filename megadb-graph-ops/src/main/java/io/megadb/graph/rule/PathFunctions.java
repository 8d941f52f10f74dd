package io.megadb.graph.rule;

import io.megadb.error.SqlState;
import io.megadb.planner.ast.CallParts;
import io.megadb.planner.ast.FunctionCall;
import io.megadb.planner.ast.GraphTable;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.spi.DialectContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Puts columns in the place of path_length, path_cost, vertices, edges, element_id, element_number
 * and matchnum.
 */
final class PathFunctions extends SqlShuttle {
  private final Map<String, PathVariable> paths;
  private final Map<String, PatternVariable> variables;
  private final PathRows rows;
  private final DialectContext context;

  /**
   * @param rows null for ONE ROW PER MATCH
   */
  PathFunctions(
      Map<String, PathVariable> paths,
      Map<String, PatternVariable> variables,
      PathRows rows,
      DialectContext context) {
    this.paths = paths;
    this.variables = variables;
    this.rows = rows;
    this.context = context;
  }

  /** Names of the paths of which vertices or edges are asked. */
  static Set<String> listed(GraphTable table) {
    Set<String> names = new HashSet<>();
    table.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(SqlCall call) {
            if (call instanceof FunctionCall function
                && List.of("vertices", "edges").contains(functionName(function))
                && function.getOperandList().size() == 1
                && function.getOperandList().get(0) instanceof SqlIdentifier id
                && id.isSimple()) {
              names.add(id.getSimple());
            }
            return super.visit(call);
          }
        });
    return names;
  }

  /** A column or condition; one that is named after a function keeps that name. */
  SqlNode in(SqlNode node) {
    SqlNode changed = node.accept(this);
    if (node instanceof FunctionCall call && !(changed instanceof FunctionCall)) {
      return SqlStdOperatorTable.AS.createCall(
          node.getParserPosition(),
          changed,
          new SqlIdentifier(functionName(call), node.getParserPosition()));
    }
    return changed;
  }

  private static String functionName(FunctionCall call) {
    return call.parts().name().isSimple() ? call.parts().name().getSimple() : "";
  }

  @Override
  public SqlNode visit(SqlCall call) {
    if (!(call instanceof FunctionCall function)) {
      return super.visit(call);
    }
    CallParts parts = function.parts();
    SqlNode replaced = replacement(function);
    if (replaced != null) {
      return replaced;
    }
    List<SqlNode> arguments = new ArrayList<>();
    boolean changed = false;
    for (SqlNode argument : parts.arguments()) {
      SqlNode other = argument.accept(this);
      changed |= other != argument;
      arguments.add(other);
    }
    return changed
        ? new FunctionCall(
            new CallParts(
                parts.name(),
                arguments,
                parts.argumentNames(),
                parts.star(),
                parts.distinct(),
                parts.variadic(),
                parts.orderBy(),
                parts.withinGroup(),
                parts.filter(),
                parts.over()),
            call.getParserPosition())
        : call;
  }

  private SqlNode replacement(FunctionCall call) {
    String name = functionName(call);
    if (rows != null && name.equals("matchnum") && call.parts().arguments().isEmpty()) {
      return PgParser.parseExpression(rows.match());
    }
    if (rows != null
        && name.equals("element_number")
        && call.parts().arguments().size() == 1
        && call.parts().arguments().get(0) instanceof SqlIdentifier id
        && id.isSimple()) {
      String number = rows.number(id.getSimple());
      if (number == null) {
        throw context.error(
            SqlState.UNDEFINED_COLUMN, "iterator \"" + id.getSimple() + "\" does not exist", id);
      }
      return PgParser.parseExpression(number);
    }
    if (!List.of("path_length", "path_cost", "vertices", "edges", "element_id").contains(name)
        || call.parts().arguments().size() != 1
        || !(call.parts().arguments().get(0) instanceof SqlIdentifier id)
        || !id.isSimple()) {
      return null;
    }
    if (name.equals("element_id")) {
      PatternVariable variable = variables.get(id.getSimple());
      if (variable == null) {
        throw context.error(
            SqlState.UNDEFINED_COLUMN, "element \"" + id.getSimple() + "\" does not exist", id);
      }
      return new SqlIdentifier(List.of(variable.name, "element id"), id.getParserPosition());
    }
    PathVariable path = paths.get(id.getSimple());
    if (path == null) {
      throw context.error(
          SqlState.UNDEFINED_COLUMN, "path \"" + id.getSimple() + "\" does not exist", id);
    }
    if (name.equals("path_cost") && path.cost() == null) {
      throw context.error(
          SqlState.UNDEFINED_FUNCTION,
          "path \"" + id.getSimple() + "\" has no cost: it is not of ANY CHEAPEST",
          id);
    }
    return PgParser.parseExpression(
        switch (name) {
          case "path_cost" -> path.cost();
          case "path_length" -> path.length();
          case "vertices" -> path.vertices();
          default -> path.edges();
        });
  }
}
