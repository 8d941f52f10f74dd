package io.megadb.graph.operator;

import io.megadb.execution.ExecutionContext;
import io.megadb.graph.plan.GraphNode;
import io.megadb.graph.plan.GraphUse;
import io.megadb.operator.Operator;
import io.megadb.vector.Batch;
import java.util.List;
import java.util.function.Supplier;

/**
 * Has the graph of an operation: one that is kept, or else one made of its first two inputs, which
 * is then kept. Confined to one thread.
 */
final class GraphInput<G extends BuiltGraph> {
  private final GraphNode node;
  private final List<Operator> inputs;
  private final GraphCache cache;
  private final ExecutionContext context;
  private final Class<G> type;
  private final Supplier<G> empty;
  private G graph;
  private int reading;

  GraphInput(
      GraphNode node,
      List<Operator> inputs,
      GraphCache cache,
      ExecutionContext context,
      Class<G> type,
      Supplier<G> empty) {
    this.node = node;
    this.inputs = inputs;
    this.cache = cache;
    this.context = context;
    this.type = type;
    this.empty = empty;
  }

  /** Reads on; false if an input has nothing yet. */
  boolean read() throws Exception {
    if (graph == null) {
      begin();
    }
    while (reading < 2) {
      Batch batch = inputs.get(reading).next();
      if (batch == Operator.WAIT) {
        return false;
      }
      if (batch == Operator.END) {
        inputs.get(reading++).close();
        if (reading == 2) {
          long start = System.nanoTime();
          graph.build();
          context
              .metrics()
              .add(node.properties().id(), "build us", (System.nanoTime() - start) / 1000);
          keep();
        }
      } else if (reading == 0) {
        graph.addVertices(batch);
      } else {
        graph.addEdges(batch);
      }
    }
    return true;
  }

  /** A graph that is there already needs no rows. */
  private void begin() {
    GraphUse use = node.use();
    KeptGraph kept = use.key() == null ? null : cache.find(use.key(), context.metrics());
    if (kept != null) {
      graph = type.cast(kept);
      inputs.get(0).close();
      inputs.get(1).close();
      reading = 2;
    } else if (use.kept()) {
      throw new IllegalStateException("the graph of " + use.key().reads() + " is not there");
    } else {
      graph = empty.get();
    }
  }

  private void keep() {
    if (node.use().key() != null) {
      cache.put(node.use().key(), graph, GraphSettings.cacheBytes(context.evaluation()));
    }
  }

  /** The graph; only after all was read. */
  G graph() {
    return graph;
  }

  /** Counts it for EXPLAIN ANALYZE. */
  void report() {
    int id = node.properties().id();
    context.metrics().add(id, "vertices", graph.vertices());
    context.metrics().add(id, "edges", graph.edges());
    context.metrics().add(id, "bytes", graph.bytes());
  }
}
