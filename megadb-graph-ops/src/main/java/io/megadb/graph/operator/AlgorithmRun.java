package io.megadb.graph.operator;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.graph.algorithm.Betweenness;
import io.megadb.graph.algorithm.Components;
import io.megadb.graph.algorithm.Cores;
import io.megadb.graph.algorithm.Distances;
import io.megadb.graph.algorithm.LabelPropagation;
import io.megadb.graph.algorithm.Neighbourhoods;
import io.megadb.graph.algorithm.PageRank;
import io.megadb.graph.algorithm.StrongComponents;
import io.megadb.graph.algorithm.TopologicalOrder;
import io.megadb.graph.algorithm.Topology;
import io.megadb.graph.algorithm.Triangles;
import io.megadb.graph.plan.AlgorithmSpec;
import java.util.BitSet;
import java.util.List;

/**
 * Runs an algorithm; each of its results is an {@code int[]}, {@code long[]} or {@code double[]}.
 */
final class AlgorithmRun {
  private final AlgorithmSpec spec;
  private final Topology graph;
  private final BitSet sources;
  private final Runnable check;

  AlgorithmRun(AlgorithmSpec spec, Topology graph, BitSet sources, Runnable check) {
    this.spec = spec;
    this.graph = graph;
    this.sources = sources;
    this.check = check;
  }

  private Neighbourhoods out() {
    return spec.directed() ? graph.out() : graph.both();
  }

  private Neighbourhoods in() {
    return spec.directed() ? graph.in() : graph.both();
  }

  /** By vertex; negative numbers and infinities stand for null. */
  List<Object> results() {
    return switch (spec.algorithm()) {
      case BFS -> List.of(Distances.hops(out(), in(), sources, spec.iterations(), check));
      case SSSP -> List.of(Distances.weighted(out(), sources, check));
      case PAGERANK ->
          List.of(PageRank.ranks(out(), in(), spec.damping(), spec.iterations(), check));
      case WCC -> List.of(Components.weak(graph.out(), graph.in(), check));
      case SCC -> {
        StrongComponents components = new StrongComponents(graph, check);
        yield List.of(components.components(), components.positions());
      }
      case CDLP ->
          List.of(
              LabelPropagation.labels(
                  out(), spec.directed() ? graph.in() : null, spec.iterations(), check));
      case LCC -> List.of(new Triangles(graph, spec.directed(), check).coefficients(graph));
      case TRIANGLE_COUNT -> List.of(new Triangles(graph, false, check).triangles());
      case K_CORE -> List.of(Cores.numbers(graph.both()));
      case BETWEENNESS ->
          List.of(Betweenness.scores(out(), spec.directed(), spec.samples(), check));
      case TOPOLOGICAL_ORDER -> List.of(order());
    };
  }

  private int[] order() {
    int[] places = TopologicalOrder.places(graph, check);
    if (places == null) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE, "a graph with a cycle has no topological order")
          .withHint("scc() shows a cycle: its rows whose cycle_position is not null.");
    }
    return places;
  }
}
