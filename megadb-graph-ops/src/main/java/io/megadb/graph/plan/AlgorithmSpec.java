package io.megadb.graph.plan;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * An algorithm and its settings; those that it does not know are not looked at.
 *
 * @param vertexWidth columns that identify a vertex; edges name their ends by as many
 * @param directed edges lead one way
 * @param damping of PageRank, 0 to 1
 * @param iterations rounds of PageRank and label propagation; most edges of a breadth-first search
 * @param samples of betweenness, 0 for all vertices
 */
public record AlgorithmSpec(
    int vertexWidth,
    Algorithm algorithm,
    boolean directed,
    double damping,
    int iterations,
    int samples)
    implements Serializable {
  /** Types of the output: the vertex's identity, then the results. */
  public List<PgType> types(List<PgType> vertexTypes) {
    List<PgType> identity = vertexTypes.subList(0, vertexWidth);
    List<PgType> types = new ArrayList<>(identity);
    for (Algorithm.Result result : algorithm.results()) {
      switch (result.kind()) {
        case NUMBER -> types.add(PgType.of(PgTypes.INT8));
        case REAL -> types.add(PgType.of(PgTypes.FLOAT8));
        case VERTEX -> types.addAll(identity);
      }
    }
    return types;
  }
}
