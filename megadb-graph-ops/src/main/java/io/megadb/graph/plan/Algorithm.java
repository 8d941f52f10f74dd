package io.megadb.graph.plan;

import java.util.List;

/** The algorithms, and what each tells of a vertex. */
public enum Algorithm {
  BFS(new Result("distance", Result.Kind.NUMBER)),
  SSSP(new Result("distance", Result.Kind.REAL)),
  PAGERANK(new Result("pagerank", Result.Kind.REAL)),
  WCC(new Result("component", Result.Kind.NUMBER)),
  SCC(
      new Result("component", Result.Kind.NUMBER),
      new Result("cycle_position", Result.Kind.NUMBER)),
  CDLP(new Result("label", Result.Kind.VERTEX)),
  LCC(new Result("coefficient", Result.Kind.REAL)),
  TRIANGLE_COUNT(new Result("triangles", Result.Kind.NUMBER)),
  K_CORE(new Result("core", Result.Kind.NUMBER)),
  BETWEENNESS(new Result("betweenness", Result.Kind.REAL)),
  TOPOLOGICAL_ORDER(new Result("position", Result.Kind.NUMBER));

  /** A column beside the vertex: a number, or the identity of another vertex. */
  public record Result(String name, Kind kind) {
    /** Types of results. */
    public enum Kind {
      NUMBER,
      REAL,
      VERTEX
    }
  }

  private final List<Result> results;

  Algorithm(Result... results) {
    this.results = List.of(results);
  }

  public List<Result> results() {
    return results;
  }
}
