package io.megadb.graph.rule;

import io.megadb.graph.plan.Algorithm;
import io.megadb.planner.spi.DialectContext;
import io.megadb.planner.spi.QueryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlNode;

/**
 * An algorithm as a function in FROM.
 *
 * @param results names of its result columns
 * @param own arguments beside the graph and its labels
 */
record AlgorithmFunction(String name, Algorithm algorithm, List<String> results, List<String> own)
    implements QueryFunction {
  static final String GRAPH = "graph";
  static final String VERTEX_LABEL = "vertex_label";
  static final String EDGE_LABEL = "edge_label";
  static final String SOURCE = "source";
  static final String WEIGHT = "weight";
  static final String DIRECTED = "directed";
  static final String DAMPING = "damping";
  static final String ITERATIONS = "iterations";
  static final String MAX_DEPTH = "max_depth";
  static final String SAMPLES = "samples";

  /** All there are; the last ones have DuckPGQ's names. */
  static List<AlgorithmFunction> all() {
    return List.of(
        of("bfs", Algorithm.BFS, SOURCE, DIRECTED, MAX_DEPTH),
        of("sssp", Algorithm.SSSP, SOURCE, WEIGHT, DIRECTED),
        of("pagerank", Algorithm.PAGERANK, DAMPING, ITERATIONS, DIRECTED),
        of("wcc", Algorithm.WCC),
        of("scc", Algorithm.SCC),
        of("cdlp", Algorithm.CDLP, ITERATIONS, DIRECTED),
        of("lcc", Algorithm.LCC, DIRECTED),
        of("triangle_count", Algorithm.TRIANGLE_COUNT),
        of("k_core", Algorithm.K_CORE),
        of("betweenness", Algorithm.BETWEENNESS, DIRECTED, SAMPLES),
        of("topological_order", Algorithm.TOPOLOGICAL_ORDER),
        new AlgorithmFunction(
            "weakly_connected_component", Algorithm.WCC, List.of("componentid"), List.of()),
        new AlgorithmFunction(
            "local_clustering_coefficient",
            Algorithm.LCC,
            List.of("local_clustering_coefficient"),
            List.of(DIRECTED)));
  }

  private static AlgorithmFunction of(String name, Algorithm algorithm, String... own) {
    List<String> results = algorithm.results().stream().map(Algorithm.Result::name).toList();
    return new AlgorithmFunction(name, algorithm, results, List.of(own));
  }

  @Override
  public List<String> arguments() {
    List<String> all = new ArrayList<>(List.of(GRAPH, VERTEX_LABEL, EDGE_LABEL));
    all.addAll(own);
    return all;
  }

  @Override
  public SqlNode query(Map<String, SqlNode> arguments, SqlNode call, DialectContext context) {
    return new AlgorithmQuery(this, new AlgorithmArguments(name, arguments, call, context), context)
        .query();
  }
}
