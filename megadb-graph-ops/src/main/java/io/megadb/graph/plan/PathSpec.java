package io.megadb.graph.plan;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which paths a search finds and what it tells of them.
 *
 * @param vertexWidth first columns of the vertices that identify one; edges name their ends by as
 *     many
 * @param edgeWidth first columns of the edges that identify one; source and destination follow
 * @param ids vertices and edges have a text as last column that names them
 * @param vertices tests, one more than steps
 * @param count of paths, or of lengths for SHORTEST_GROUPS, between two ends
 */
public record PathSpec(
    int vertexWidth,
    int edgeWidth,
    boolean ids,
    List<Step> steps,
    List<Test> vertices,
    Selector selector,
    long count,
    Mode mode,
    List<Export> exports)
    implements Serializable {
  /** Which paths between two ends are kept. */
  public enum Selector {
    ALL,
    ANY,
    ANY_SHORTEST,
    ALL_SHORTEST,
    SHORTEST_GROUPS,
    ANY_CHEAPEST
  }

  /** What a path may pass more than once: all, no edge, no vertex, no vertex but the first. */
  public enum Mode {
    WALK,
    TRAIL,
    ACYCLIC,
    SIMPLE
  }

  /** From the vertex before, along the edge, against it, or both. */
  public enum Direction {
    RIGHT,
    LEFT,
    ANY
  }

  /**
   * Edges between two tested vertices.
   *
   * @param most -1 for any number
   * @param cost the input that holds the edges allowed has a last column with their costs
   */
  public record Step(int least, int most, Direction direction, Test test, boolean cost)
      implements Serializable {}

  /**
   * What an element must be.
   *
   * @param tags first columns allowed
   * @param set number of the input that holds the identities allowed; -1 for all
   */
  public record Test(List<Integer> tags, int set) implements Serializable {
    public Test {
      tags = List.copyOf(tags);
    }
  }

  /**
   * A column or, for an element, its identity's columns.
   *
   * @param index of the vertex test or of the step
   */
  public record Export(Kind kind, int index) implements Serializable {
    /** What is told. */
    public enum Kind {
      VERTEX,
      EDGE,
      LENGTH,
      COST,
      VERTICES,
      EDGES
    }
  }

  public PathSpec {
    steps = List.copyOf(steps);
    vertices = List.copyOf(vertices);
    exports = List.copyOf(exports);
  }

  /** Types of the exported columns. */
  public List<PgType> types(List<PgType> vertexTypes, List<PgType> edgeTypes) {
    List<PgType> types = new ArrayList<>();
    for (Export export : exports) {
      switch (export.kind()) {
        case VERTEX -> types.addAll(vertexTypes.subList(0, vertexWidth));
        case EDGE -> types.addAll(edgeTypes.subList(0, edgeWidth));
        case LENGTH -> types.add(PgType.of(PgTypes.INT8));
        case COST -> types.add(PgType.of(PgTypes.FLOAT8));
        case VERTICES, EDGES -> types.add(PgType.of(PgTypes.arrayOf(PgTypes.TEXT)));
      }
    }
    return types;
  }

  /** The pattern in signs, such as {@code ANY SHORTEST ()<-[]-{0,4}()}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (selector != Selector.ALL) {
      text.append(selector.name().replace('_', ' '));
      text.append(count > 1 ? " " + count : "").append(' ');
    }
    if (mode != Mode.WALK) {
      text.append(mode).append(' ');
    }
    text.append("()");
    for (Step step : steps) {
      text.append(step.direction() == Direction.LEFT ? "<-[]-" : "-[]-");
      text.append(step.direction() == Direction.RIGHT ? ">" : "");
      if (step.least() != 1 || step.most() != 1) {
        text.append('{').append(step.least()).append(',');
        text.append(step.most() < 0 ? "" : step.most()).append('}');
      }
      text.append("()");
    }
    return text.toString();
  }
}
