package io.megadb.planner.ast;

import java.util.ArrayList;
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
  /** All vertices and edges; those of a repeated part in its place. */
  public List<Element> written() {
    List<Element> all = new ArrayList<>();
    for (Element element : elements) {
      if (element.part() == null) {
        all.add(element);
      } else {
        all.addAll(element.part().elements());
      }
    }
    return all;
  }

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
   * A part in parentheses that is repeated: {@code ((a)-[e]->(b) WHERE …)}.
   *
   * @param elements vertex, edge, vertex …, without quantifiers
   * @param where over the elements of one repetition, or null
   */
  public record Part(List<Element> elements, SqlNode where) {}

  /**
   * A vertex, an edge, or a part that stands where an edge may.
   *
   * @param direction null for a vertex, ANY for a part
   * @param variable or null
   * @param labels alternatives; empty for any
   * @param where or null
   * @param cost of passing an edge, or null
   * @param quantifier of an edge or part, or null
   * @param part or null
   */
  public record Element(
      Direction direction,
      SqlIdentifier variable,
      List<SqlIdentifier> labels,
      SqlNode where,
      SqlNode cost,
      Quantifier quantifier,
      Part part,
      SqlParserPos pos) {
    /** A vertex; or an edge, once it is directed. */
    public Element(
        SqlIdentifier variable,
        List<SqlIdentifier> labels,
        SqlNode where,
        SqlNode cost,
        SqlParserPos pos) {
      this(null, variable, labels, where, cost, null, null, pos);
    }

    /** A vertex of which nothing is said. */
    public static Element anyVertex(SqlParserPos pos) {
      return new Element(null, List.of(), null, null, pos);
    }

    /** A repeated part. */
    public static Element repeated(Part part, Quantifier quantifier, SqlParserPos pos) {
      return new Element(Direction.ANY, null, List.of(), null, null, quantifier, part, pos);
    }

    /** An edge or a part. */
    public boolean isEdge() {
      return direction != null;
    }

    public Element withQuantifier(Quantifier other) {
      return new Element(direction, variable, labels, where, cost, other, part, pos);
    }

    public Element withoutWhere() {
      return new Element(direction, variable, labels, null, cost, quantifier, part, pos);
    }

    /** The same as an edge. */
    public Element directed(Direction other) {
      return new Element(other, variable, labels, where, cost, quantifier, part, pos);
    }
  }
}
