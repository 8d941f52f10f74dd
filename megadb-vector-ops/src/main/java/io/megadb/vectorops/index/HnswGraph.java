package io.megadb.vectorops.index;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntPredicate;

/**
 * A hierarchical navigable small world graph after Y. Malkov and D. Yashunin, "Efficient and robust
 * approximate nearest neighbor search using Hierarchical Navigable Small World graphs" (2018):
 * nodes are vectors, linked to near ones on each level they are on; the heuristic of the paper's
 * algorithm 4 keeps links in all directions. Nodes are only added; whoever searches says which of
 * them count.
 *
 * <p>Searches run in parallel with each other; adding waits for them, a node at a time. Built by
 * one thread in one order, it is the same graph.
 */
public final class HnswGraph {
  private static final long SEED = 42;
  private static final int MAX_LEVEL = 30;

  private final Metric metric;
  private final int links;
  private final int constructionBreadth;
  private final double levelScale;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private float[][] vectors = new float[16][];
  private float[] norms = new float[16];

  /** By node and level: number of links, then the linked nodes. */
  private int[][][] neighbours = new int[16][][];

  /** By node the next of those with an equal vector, of which only the first is linked; or -1. */
  private int[] nextEqual = new int[16];

  private int size;
  private int entry = -1;
  private long bytes;

  /**
   * @param links of a node on a level; twice as many on the lowest
   * @param constructionBreadth candidates looked at for a new node's links
   */
  public HnswGraph(Metric metric, int links, int constructionBreadth) {
    this.metric = metric;
    this.links = links;
    this.constructionBreadth = constructionBreadth;
    levelScale = 1 / Math.log(links);
  }

  /** Nodes ever added. */
  public int size() {
    return size;
  }

  /** Bytes held, vectors included. */
  public long bytes() {
    return bytes;
  }

  public float[] vector(int node) {
    return vectors[node];
  }

  private float between(float[] query, float norm, int node) {
    return metric.between(query, vectors[node], norm * norms[node]);
  }

  /**
   * Adds a vector.
   *
   * @param vector taken over; as many elements as all others, and for {@link Metric#COSINE} not
   *     zero
   * @return its node, counted from 0
   */
  public int add(float[] vector) {
    lock.writeLock().lock();
    try {
      return insert(vector);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private int insert(float[] vector) {
    int node = size;
    if (node == vectors.length) {
      vectors = Arrays.copyOf(vectors, 2 * node);
      norms = Arrays.copyOf(norms, 2 * node);
      neighbours = Arrays.copyOf(neighbours, 2 * node);
      nextEqual = Arrays.copyOf(nextEqual, 2 * node);
    }
    int level = Math.min(MAX_LEVEL, (int) (-Math.log(1 - random.nextDouble()) * levelScale));
    vectors[node] = vector;
    norms[node] = Metric.norm(vector);
    nextEqual[node] = -1;
    bytes += 72 + 4L * vector.length;
    size = node + 1;
    int[][] linked = new int[level + 1][];
    if (entry >= 0 && !chooseLinks(node, linked)) {
      return node;
    }
    place(node, linked);
    if (entry < 0 || level >= neighbours[entry].length) {
      entry = node;
    }
    return node;
  }

  private int most(int level) {
    return level == 0 ? 2 * links : links;
  }

  /**
   * Finds the nodes to link a new one with, by level.
   *
   * @return false if the vector is there already: the node joins those that are equal to it
   */
  private boolean chooseLinks(int node, int[][] linked) {
    float[] vector = vectors[node];
    float norm = norms[node];
    int top = neighbours[entry].length - 1;
    long nearest = NodeHeap.entry(between(vector, norm, entry), entry);
    for (int at = top; at >= linked.length; at--) {
      nearest = descend(vector, norm, nearest, at);
    }
    long[] starts = {nearest};
    for (int at = Math.min(linked.length - 1, top); at >= 0; at--) {
      starts = searchLevel(vector, norm, starts, constructionBreadth, at, null);
      linked[at] = choose(starts, most(at));
    }
    int first = NodeHeap.node(starts[0]);
    if (Arrays.equals(vectors[first], vector)) {
      nextEqual[node] = nextEqual[first];
      nextEqual[first] = node;
      return false;
    }
    return true;
  }

  private void place(int node, int[][] linked) {
    neighbours[node] = new int[linked.length][];
    for (int at = 0; at < linked.length; at++) {
      int[] own = new int[most(at) + 1];
      neighbours[node][at] = own;
      bytes += 24 + 4L * most(at);
      if (linked[at] != null) {
        own[0] = linked[at].length;
        System.arraycopy(linked[at], 0, own, 1, own[0]);
      }
    }
    for (int at = 0; at < linked.length; at++) {
      for (int i = 1; i <= neighbours[node][at][0]; i++) {
        linkBack(neighbours[node][at][i], node, at);
      }
    }
  }

  private void linkBack(int from, int to, int level) {
    int[] linked = neighbours[from][level];
    if (linked[0] < most(level)) {
      linked[++linked[0]] = to;
      return;
    }
    float[] vector = vectors[from];
    float norm = norms[from];
    NodeHeap all = new NodeHeap(false, linked[0] + 1);
    all.push(NodeHeap.entry(between(vector, norm, to), to));
    for (int i = 1; i <= linked[0]; i++) {
      all.push(NodeHeap.entry(between(vector, norm, linked[i]), linked[i]));
    }
    int[] chosen = choose(all.drainNearestFirst(), most(level));
    linked[0] = chosen.length;
    System.arraycopy(chosen, 0, linked, 1, chosen.length);
  }

  /** Of candidates, nearest first, those that are nearer to the new node than to each other. */
  private int[] choose(long[] candidates, int wanted) {
    if (candidates.length <= wanted) {
      return Arrays.stream(candidates).mapToInt(NodeHeap::node).toArray();
    }
    int[] chosen = new int[wanted];
    int count = 0;
    for (int i = 0; i < candidates.length && count < wanted; i++) {
      int candidate = NodeHeap.node(candidates[i]);
      float distance = NodeHeap.distance(candidates[i]);
      boolean apart = true;
      for (int j = 0; j < count && apart; j++) {
        apart = between(vectors[candidate], norms[candidate], chosen[j]) >= distance;
      }
      if (apart) {
        chosen[count++] = candidate;
      }
    }
    return Arrays.copyOf(chosen, count);
  }

  /** The nearest node of a level that steps to ever nearer ones lead to. */
  private long descend(float[] query, float norm, long start, int level) {
    long nearest = start;
    boolean moved = true;
    while (moved) {
      moved = false;
      int[] linked = neighbours[NodeHeap.node(nearest)][level];
      for (int i = 1; i <= linked[0]; i++) {
        float distance = between(query, norm, linked[i]);
        if (distance < NodeHeap.distance(nearest)) {
          nearest = NodeHeap.entry(distance, linked[i]);
          moved = true;
        }
      }
    }
    return nearest;
  }

  /**
   * @param counts which nodes are wanted; null for all that have links
   */
  private long[] searchLevel(
      float[] query, float norm, long[] starts, int breadth, int level, IntPredicate counts) {
    long[] visited = new long[(size >> 6) + 1];
    NodeHeap open = new NodeHeap(false, breadth * 2);
    NodeHeap found = new NodeHeap(true, breadth + 1);
    for (long start : starts) {
      int node = NodeHeap.node(start);
      visited[node >> 6] |= 1L << node;
      open.push(start);
      collect(start, breadth, counts, found);
    }
    while (open.size() > 0) {
      long next = open.pop();
      if (found.size() >= breadth && next > found.top()) {
        break;
      }
      int[] linked = neighbours[NodeHeap.node(next)][level];
      for (int i = 1; i <= linked[0]; i++) {
        int node = linked[i];
        if ((visited[node >> 6] & 1L << node) != 0) {
          continue;
        }
        visited[node >> 6] |= 1L << node;
        long reached = NodeHeap.entry(between(query, norm, node), node);
        if (found.size() < breadth || reached < found.top()) {
          open.push(reached);
          collect(reached, breadth, counts, found);
        }
      }
    }
    return found.drainNearestFirst();
  }

  /** Adds a node and those equal to it, as far as they count and are near enough. */
  private void collect(long reached, int breadth, IntPredicate counts, NodeHeap found) {
    float distance = NodeHeap.distance(reached);
    for (int node = NodeHeap.node(reached); node >= 0; node = nextEqual[node]) {
      long next = NodeHeap.entry(distance, node);
      boolean nearEnough = found.size() < breadth || next < found.top();
      if (nearEnough && (counts == null || counts.test(node))) {
        found.push(next);
        if (found.size() > breadth) {
          found.pop();
        }
      }
      if (counts == null) {
        return;
      }
    }
  }

  /**
   * Nodes near a vector, nearest first.
   *
   * @param breadth how many are looked for at once: more find better and take longer
   * @param counts which nodes may be found; the others only lead there
   * @return up to {@code breadth} nodes
   */
  public int[] search(float[] query, int breadth, IntPredicate counts) {
    lock.readLock().lock();
    try {
      if (entry < 0) {
        return new int[0];
      }
      float norm = Metric.norm(query);
      long nearest = NodeHeap.entry(between(query, norm, entry), entry);
      for (int level = neighbours[entry].length - 1; level > 0; level--) {
        nearest = descend(query, norm, nearest, level);
      }
      long[] found = searchLevel(query, norm, new long[] {nearest}, breadth, 0, counts);
      return Arrays.stream(found).mapToInt(NodeHeap::node).toArray();
    } finally {
      lock.readLock().unlock();
    }
  }
}
