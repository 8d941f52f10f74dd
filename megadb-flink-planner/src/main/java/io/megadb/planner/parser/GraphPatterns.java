package io.megadb.planner.parser;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.PathPattern.Direction;
import io.megadb.planner.ast.PathPattern.Element;
import io.megadb.planner.ast.PathPattern.Part;
import io.megadb.planner.ast.PathPattern.Quantifier;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What the tokens of a path pattern mean, where the scanner makes one of several signs. */
public final class GraphPatterns {
  /** A quantifier's bounds beyond this are refused. */
  public static final long MAX_QUANTIFIER = 1000;

  private GraphPatterns() {}

  /** The quantifier that an arrow's last sign is, such as that of {@code ->*}; or null. */
  public static Quantifier suffix(String arrow) {
    return switch (arrow.charAt(arrow.length() - 1)) {
      case '*' -> new Quantifier(0, -1);
      case '?' -> new Quantifier(0, 1);
      default -> null;
    };
  }

  /** An edge without brackets, such as {@code ->}. */
  public static Element abbreviated(Direction direction, SqlParserPos pos) {
    return Element.anyVertex(pos).directed(direction);
  }

  /**
   * Adds what comes next in a path to its elements: between two edges or parts a vertex of which
   * nothing is said.
   *
   * @param element null for the end of the path
   */
  public static void add(List<Element> elements, Element element, SqlParserPos pos) {
    boolean vertex = element != null && !element.isEdge();
    boolean afterEdge = elements.isEmpty() || elements.get(elements.size() - 1).isEdge();
    if (!vertex && afterEdge) {
      elements.add(Element.anyVertex(pos));
    }
    if (element != null) {
      elements.add(element);
    }
  }

  /** A part that is repeated, as far as that can be. */
  public static Element part(
      List<Element> elements, SqlNode where, Quantifier quantifier, PgToken start) {
    if (quantifier == null) {
      throw NodeFactory.notSupported("path patterns in parentheses without a quantifier", start);
    }
    if (elements.size() == 1) {
      throw new MegaDbException(
              SqlState.SYNTAX_ERROR, "a path pattern with a quantifier must have an edge")
          .withPosition(start.beginColumn);
    }
    return Element.repeated(new Part(elements, where), quantifier, NodeFactory.at(start));
  }

  /**
   * @param least of {n,m}, or null
   * @param most of {n,m}, or null: without bound
   */
  public static Quantifier quantifier(PgToken least, PgToken most) {
    long from = least == null ? 0 : bound(least);
    long to = most == null ? -1 : bound(most);
    if (to == 0 || to > 0 && to < from) {
      throw new MegaDbException(
              SqlState.SYNTAX_ERROR,
              to == 0
                  ? "a quantifier's upper bound must be at least 1"
                  : "a quantifier's upper bound must not be less than its lower bound")
          .withPosition(most.beginColumn);
    }
    return new Quantifier(from, to);
  }

  private static long bound(PgToken token) {
    long bound = NodeFactory.integer(token, false);
    if (bound > MAX_QUANTIFIER) {
      throw new MegaDbException(
              SqlState.PROGRAM_LIMIT_EXCEEDED,
              "a quantifier's bound of " + bound + " exceeds the limit of " + MAX_QUANTIFIER)
          .withPosition(token.beginColumn);
    }
    return bound;
  }
}
