package io.megadb.graph.kernel;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A walk of the least cost from each start to each end; of equally cheap ones one of the fewest
 * edges, always the same. Dijkstra's algorithm over pairs of state and vertex, one start after the
 * other over the same arrays.
 */
public final class CheapestSearch implements PathSearch {
  private final PathRules rules;
  private final double[][] costs;
  private final Runnable check;
  private final Neighbours neighbours;
  private final Path path;
  private final int vertices;
  private int start = -1;

  /** By pair of state and vertex: what is known of the cheapest way to it. */
  private final double[] cost;

  private final int[] length;
  private final int[] parent;
  private final int[] edge;

  /** Pairs that are open, the cheapest first, and the place of each among them; 0 for not open. */
  private int[] heap = new int[1024];

  private final int[] places;
  private int open;

  private int[] touched = new int[1024];
  private int touchedSize;
  private final boolean[] ended;
  private int[] ends = new int[1024];
  private int endCount;
  private int nextEnd;
  private long passed;
  private double pathCost;

  /**
   * @param rules that count the edges of every step
   * @param costs of each edge by pass, 0 or more; those of edges that a pass does not allow are not
   *     looked at
   * @param charge told of bytes taken
   * @param check called now and then; throws to stop the search
   */
  public CheapestSearch(PathRules rules, double[][] costs, LongConsumer charge, Runnable check) {
    this.rules = rules;
    this.costs = costs;
    this.check = check;
    this.neighbours = new Neighbours(rules.graph);
    this.path = new Path(rules.vertices.length);
    this.vertices = rules.graph.vertices();
    int pairs = rules.pairs();
    // The heap and the pairs touched grow to as many as there are.
    charge.accept(32L * pairs + vertices);
    cost = new double[pairs];
    length = new int[pairs];
    parent = new int[pairs];
    edge = new int[pairs];
    places = new int[pairs];
    ended = new boolean[vertices];
    Arrays.fill(cost, -1);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public double cost() {
    return pathCost;
  }

  @Override
  public long passed() {
    return passed;
  }

  @Override
  public boolean next() {
    while (true) {
      if (nextEnd < endCount) {
        give(ends[nextEnd++]);
        return true;
      }
      start = rules.vertices[0].nextSetBit(start + 1);
      if (start < 0) {
        return false;
      }
      search();
    }
  }

  private void search() {
    check.run();
    for (int i = 0; i < touchedSize; i++) {
      cost[touched[i]] = -1;
      places[touched[i]] = 0;
      ended[touched[i] % vertices] = false;
    }
    touchedSize = 0;
    endCount = 0;
    nextEnd = 0;
    arrive(rules.entry(0), start, 0, 0, -1, -1);
    while (open > 0) {
      if ((++passed & 8191) == 0) {
        check.run();
      }
      settle(remove());
    }
  }

  private void settle(int pair) {
    int state = pair / vertices;
    int vertex = pair % vertices;
    int step = rules.stepOf(state);
    if (rules.leaves(state, vertex)) {
      if (step + 1 < rules.steps.length) {
        arrive(rules.entry(step + 1), vertex, cost[pair], length[pair], pair, -1);
      } else if (!ended[vertex]) {
        ended[vertex] = true;
        if (endCount == ends.length) {
          ends = Arrays.copyOf(ends, 2 * endCount);
        }
        ends[endCount++] = pair;
      }
    }
    int following = rules.following(state);
    if (following < 0) {
      return;
    }
    int pass = rules.passOf(state);
    neighbours.start(vertex, rules.passes[pass].outgoing(), rules.passes[pass].incoming());
    while (neighbours.next()) {
      int by = neighbours.edge();
      if (rules.allows(pass, neighbours)) {
        double other = cost[pair] + costs[pass][by];
        arrive(following, neighbours.vertex(), other, length[pair] + 1, pair, by);
      }
    }
  }

  private void arrive(int state, int vertex, double other, int edges, int from, int by) {
    int pair = state * vertices + vertex;
    if (cost[pair] < 0) {
      if (touchedSize == touched.length) {
        touched = Arrays.copyOf(touched, 2 * touchedSize);
      }
      touched[touchedSize++] = pair;
    } else if (cost[pair] < other || cost[pair] == other && length[pair] <= edges) {
      return;
    }
    cost[pair] = other;
    length[pair] = edges;
    parent[pair] = from;
    edge[pair] = by;
    if (places[pair] == 0) {
      if (++open == heap.length) {
        heap = Arrays.copyOf(heap, 2 * open);
      }
      places[pair] = open;
    }
    up(pair, places[pair]);
  }

  private boolean before(int a, int b) {
    if (cost[a] != cost[b]) {
      return cost[a] < cost[b];
    }
    return length[a] != length[b] ? length[a] < length[b] : a < b;
  }

  private void up(int pair, int from) {
    int place = from;
    while (place > 1 && before(pair, heap[place >> 1])) {
      heap[place] = heap[place >> 1];
      places[heap[place]] = place;
      place >>= 1;
    }
    heap[place] = pair;
    places[pair] = place;
  }

  private int remove() {
    int first = heap[1];
    places[first] = 0;
    int last = heap[open--];
    if (open == 0) {
      return first;
    }
    int place = 1;
    while (2 * place <= open) {
      int child = 2 * place;
      if (child < open && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (before(last, heap[child])) {
        break;
      }
      heap[place] = heap[child];
      places[heap[place]] = place;
      place = child;
    }
    heap[place] = last;
    places[last] = place;
    return first;
  }

  private void give(int end) {
    pathCost = cost[end];
    path.reset(length[end]);
    path.place(rules.vertices.length - 1, length[end]);
    int at = length[end];
    int pair = end;
    path.vertex(at, pair % vertices);
    while (parent[pair] >= 0) {
      if (edge[pair] < 0) {
        path.place(rules.stepOf(pair / vertices), at);
      } else {
        path.edge(--at, edge[pair]);
        path.vertex(at, parent[pair] % vertices);
      }
      pair = parent[pair];
    }
    path.place(0, 0);
  }
}
