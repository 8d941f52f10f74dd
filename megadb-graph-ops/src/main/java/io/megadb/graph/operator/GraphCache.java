package io.megadb.graph.operator;

import io.megadb.execution.NodeMetrics;
import io.megadb.graph.plan.GraphKey;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;

/**
 * Graphs that statements of one server left for later ones, those used longest ago going first.
 * Thread-safe.
 *
 * <p>A key says at which version of each table a graph was made, so that what is found is never
 * old; a newer version takes the older one's place. A statement that was promised a graph when it
 * was planned keeps it for as long as its metrics live, even if it has to go meanwhile.
 */
public final class GraphCache {
  private final UUID home = UUID.randomUUID();
  private final Map<GraphKey, KeptGraph> graphs = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<NodeMetrics, Map<GraphKey, KeptGraph>> promised = new WeakHashMap<>();

  /** Tells this cache from those of other processes. */
  public UUID home() {
    return home;
  }

  /** The graph of a key, which the statement of these metrics then has until it ends; or null. */
  public synchronized KeptGraph promise(GraphKey key, NodeMetrics statement) {
    KeptGraph graph = graphs.get(key);
    if (graph != null) {
      promised.computeIfAbsent(statement, metrics -> new HashMap<>()).put(key, graph);
    }
    return graph;
  }

  /** A graph promised to the statement or at hand now; or null. */
  synchronized KeptGraph find(GraphKey key, NodeMetrics statement) {
    KeptGraph graph = promised.getOrDefault(statement, Map.of()).get(key);
    return graph != null ? graph : graphs.get(key);
  }

  /**
   * Keeps a graph unless its key is another process's or it is larger than the limit.
   *
   * @param limitBytes of all graphs together
   */
  synchronized void put(GraphKey key, KeptGraph graph, long limitBytes) {
    if (!key.home().equals(home) || graph.bytes() > limitBytes) {
      return;
    }
    graphs.keySet().removeIf(other -> other.isOfSameReads(key));
    graphs.put(key, graph);
    Iterator<KeptGraph> oldest = graphs.values().iterator();
    while (bytes() > limitBytes) {
      oldest.next();
      oldest.remove();
    }
  }

  /** Bytes of all graphs at hand. */
  public synchronized long bytes() {
    long bytes = 0;
    for (KeptGraph graph : graphs.values()) {
      bytes += graph.bytes();
    }
    return bytes;
  }
}
