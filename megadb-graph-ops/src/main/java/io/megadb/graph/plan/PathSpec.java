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
 * @param rows in how many rows a path is told
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
    Rows rows,
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

  /** One row a path, one a vertex, or one an edge: a path without edges has one then too. */
  public enum Rows {
    MATCH,
    VERTEX,
    STEP
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
   * @param passes edges in a row that are passed so often
   */
  public record Step(int least, int most, List<Pass> passes) implements Serializable {
    public Step {
      passes = List.copyOf(passes);
    }
  }

  /**
   * An edge to pass.
   *
   * @param along edges that may be passed from source to destination
   * @param against edges that may be passed from destination to source
   * @param cost the inputs that hold the edges allowed have a last column with their costs
   */
  public record Pass(Direction direction, Test along, Test against, boolean cost)
      implements Serializable {
    /** The input tells of this edge. */
    public boolean reads(int input) {
      return direction != Direction.LEFT && along.set() == input
          || direction != Direction.RIGHT && against.set() == input;
    }
  }

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
      EDGES,
      /** Of a path told in several rows: the row's vertex or edge, or null. */
      ITEM_VERTEX,
      ITEM_EDGE,
      /** Vertex at the end of the row's edge, or null. */
      ITEM_END,
      /** Number of the row in its path, from 0. */
      ITEM,
      /** Number of the path among all, from 1. */
      MATCH
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
        case VERTEX, ITEM_VERTEX, ITEM_END -> types.addAll(vertexTypes.subList(0, vertexWidth));
        case EDGE, ITEM_EDGE -> types.addAll(edgeTypes.subList(0, edgeWidth));
        case LENGTH, ITEM, MATCH -> types.add(PgType.of(PgTypes.INT8));
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
      boolean part = step.passes().size() > 1;
      text.append(part ? "(()" : "");
      for (Pass pass : step.passes()) {
        text.append(pass.direction() == Direction.LEFT ? "<-[]-" : "-[]-");
        text.append(pass.direction() == Direction.RIGHT ? ">" : "");
        text.append(part ? "()" : "");
      }
      text.append(part ? ")" : "");
      if (step.least() != 1 || step.most() != 1) {
        text.append('{').append(step.least()).append(',');
        text.append(step.most() < 0 ? "" : step.most()).append('}');
      }
      text.append("()");
    }
    if (rows != Rows.MATCH) {
      text.append(" ONE ROW PER ").append(rows);
    }
    return text.toString();
  }
}
