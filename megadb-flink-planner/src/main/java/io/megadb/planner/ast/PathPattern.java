package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * One path pattern of MATCH: vertex, edge, vertex, edge … vertex.
 *
 * @param variable that names the path, or null
 * @param count of ANY k and SHORTEST k, else 1
 * @param pos of the selector, or of the first element
 */
public record PathPattern(
    SqlIdentifier variable,
    Selector selector,
    long count,
    Mode mode,
    List<Element> elements,
    SqlParserPos pos) {
  /** Which of the paths between two ends are kept. */
  public enum Selector {
    ALL,
    ANY,
    ANY_SHORTEST,
    ALL_SHORTEST,
    SHORTEST_GROUPS,
    ANY_CHEAPEST
  }

  /** What a path may pass more than once. */
  public enum Mode {
    /** Everything. */
    WALK,
    /** No edge. */
    TRAIL,
    /** No vertex. */
    ACYCLIC,
    /** No vertex, but for the last that may be the first. */
    SIMPLE
  }

  /** How an edge lies between the elements before and after it. */
  public enum Direction {
    RIGHT,
    LEFT,
    ANY
  }

  /**
   * How often an edge is passed.
   *
   * @param most -1 for without bound
   */
  public record Quantifier(long least, long most) {}

  /**
   * A vertex or an edge.
   *
   * @param direction null for a vertex
   * @param variable or null
   * @param labels alternatives; empty for any
   * @param where or null
   * @param cost of passing an edge, or null
   * @param quantifier of an edge, or null
   */
  public record Element(
      Direction direction,
      SqlIdentifier variable,
      List<SqlIdentifier> labels,
      SqlNode where,
      SqlNode cost,
      Quantifier quantifier,
      SqlParserPos pos) {
    public boolean isEdge() {
      return direction != null;
    }

    public Element withQuantifier(Quantifier other) {
      return new Element(direction, variable, labels, where, cost, other, pos);
    }

    /** The same as an edge. */
    public Element directed(Direction other) {
      return new Element(other, variable, labels, where, cost, quantifier, pos);
    }
  }
}
