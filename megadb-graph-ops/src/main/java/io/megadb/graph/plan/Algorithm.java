package io.megadb.graph.plan;

import java.util.List;

/** The algorithms, and what each tells of a vertex. */
public enum Algorithm {
  BFS,
  SSSP,
  PAGERANK,
  WCC,
  SCC,
  CDLP,
  LCC,
  TRIANGLE_COUNT,
  K_CORE,
  BETWEENNESS,
  TOPOLOGICAL_ORDER;

  /** A column beside the vertex: a number, or the identity of another vertex. */
  public record Result(String name, Kind kind) {
    /** Types of results. */
    public enum Kind {
      NUMBER,
      REAL,
      VERTEX
    }
  }

  /** Its columns, in order. */
  public List<Result> results() {
    return switch (this) {
      case BFS -> numbers("distance");
      case SSSP -> reals("distance");
      case PAGERANK -> reals("pagerank");
      case WCC -> numbers("component");
      case SCC -> numbers("component", "cycle_position");
      case CDLP -> List.of(new Result("label", Result.Kind.VERTEX));
      case LCC -> reals("coefficient");
      case TRIANGLE_COUNT -> numbers("triangles");
      case K_CORE -> numbers("core");
      case BETWEENNESS -> reals("betweenness");
      case TOPOLOGICAL_ORDER -> numbers("position");
    };
  }

  private static List<Result> numbers(String... names) {
    return List.of(names).stream().map(name -> new Result(name, Result.Kind.NUMBER)).toList();
  }

  private static List<Result> reals(String name) {
    return List.of(new Result(name, Result.Kind.REAL));
  }
}
