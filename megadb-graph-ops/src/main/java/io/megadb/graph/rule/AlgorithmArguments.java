package io.megadb.graph.rule;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.NumericConstant;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.spi.DialectContext;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;

/** The arguments of one call. All but sources must be constants, since they shape the plan. */
final class AlgorithmArguments {
  private final String function;
  private final Map<String, SqlNode> given;
  private final SqlNode call;
  private final DialectContext context;

  AlgorithmArguments(
      String function, Map<String, SqlNode> given, SqlNode call, DialectContext context) {
    this.function = function;
    this.given = given;
    this.call = call;
    this.context = context;
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  /** An argument as written; 42883 if it is not there. */
  SqlNode needed(String name) {
    SqlNode node = given.get(name);
    if (node == null) {
      throw context.error(
          SqlState.UNDEFINED_FUNCTION,
          "function " + function + "() needs argument \"" + name + "\"",
          call);
    }
    return node;
  }

  /** The graph of an argument: its name, or that in a text. */
  TableDefinition graph() {
    SqlNode node = needed(AlgorithmFunction.GRAPH);
    SqlNode named = node instanceof SqlIdentifier ? node : PgParser.parseExpression(text(node));
    if (!(named instanceof SqlIdentifier id) || id.isStar()) {
      throw invalid(AlgorithmFunction.GRAPH, "the name of a property graph", node);
    }
    SqlIdentifier name = new SqlIdentifier(id.names, node.getParserPosition());
    TableDefinition graph = context.relation(name);
    if (graph.kind() != RelationKind.PROPERTY_GRAPH) {
      throw context.error(
          SqlState.WRONG_OBJECT_TYPE, "\"" + graph.name() + "\" is not a property graph", name);
    }
    return graph;
  }

  /** A name or a text; null if it is not there. */
  String name(String argument) {
    SqlNode node = given.get(argument);
    if (node == null || node instanceof SqlLiteral literal && literal.getValue() == null) {
      return null;
    }
    return node instanceof SqlIdentifier id && id.isSimple() ? id.getSimple() : text(node);
  }

  /** A whole number or a text as SQL writes it; null for anything else. */
  static String literal(SqlNode node) {
    if (node instanceof NumericConstant number) {
      return number.isInteger() ? number.text() : null;
    }
    return isText(node) ? Quoting.text(((SqlLiteral) node).getValueAs(String.class)) : null;
  }

  private static boolean isText(SqlNode node) {
    return node instanceof SqlLiteral literal
        && SqlTypeName.CHAR_TYPES.contains(literal.getTypeName());
  }

  private String text(SqlNode node) {
    if (isText(node)) {
      return ((SqlLiteral) node).getValueAs(String.class);
    }
    throw invalid("name", "a name or a text", node);
  }

  /** TRUE, FALSE or what is meant without it. */
  boolean flag(String argument, boolean otherwise) {
    SqlNode node = given.get(argument);
    if (node == null) {
      return otherwise;
    }
    if (node instanceof SqlLiteral literal && literal.getValue() instanceof Boolean value) {
      return value;
    }
    throw invalid(argument, "true or false", node);
  }

  /** A whole number within bounds. */
  int whole(String argument, int otherwise, int least) {
    double number = number(argument, otherwise, least, Integer.MAX_VALUE);
    if (number != Math.rint(number)) {
      throw invalid(argument, "a whole number", given.get(argument));
    }
    return (int) number;
  }

  /** A number within bounds. */
  double number(String argument, double otherwise, double least, double most) {
    SqlNode node = given.get(argument);
    if (node == null) {
      return otherwise;
    }
    if (!(node instanceof NumericConstant constant)) {
      throw invalid(argument, "a number", node);
    }
    double number = new BigDecimal(constant.text()).doubleValue();
    if (!(number >= least && number <= most)) {
      throw context.error(
          SqlState.INVALID_PARAMETER_VALUE,
          "argument \""
              + argument
              + "\" is "
              + constant.text()
              + ", not from "
              + shown(least)
              + " to "
              + shown(most),
          node);
    }
    return number;
  }

  private static String shown(double number) {
    return new BigDecimal(number).toPlainString();
  }

  private MegaDbException invalid(String argument, String wanted, SqlNode node) {
    return context.notSupported(
        "argument \""
            + argument
            + "\" of "
            + function
            + "() that is not "
            + wanted
            + " written as a constant",
        node);
  }
}
