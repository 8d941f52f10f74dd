package io.megadb.graph.kernel;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongConsumer;

/**
 * Shortest walks from each start to each end: one of them, which is the one of the smallest edge
 * numbers in order, or all. A breadth-first search over pairs of state and vertex, one start after
 * the other over the same arrays.
 */
public final class ShortestSearch implements PathSearch {
  private final PathRules rules;
  private final boolean all;
  private final LongConsumer charge;
  private final Runnable check;
  private final Neighbours neighbours;
  private final Path path;
  private final Frontiers frontiers = new Frontiers();
  private final int vertices;
  private int start = -1;

  /** Place number plus 1 by state and vertex; 0 for not seen. */
  private final int[] seen;

  /** First end place plus 1 by vertex. */
  private final int[] endOf;

  private int places;
  private int[] state = new int[0];
  private int[] vertex = new int[0];
  private int[] parent = new int[0];
  private int[] edge = new int[0];
  private int[] depth = new int[0];

  /** Further ways to a place: first link by place, then by link. */
  private int[] firstLink = new int[0];

  private int links;
  private int[] linkNext = new int[0];
  private int[] linkParent = new int[0];
  private int[] linkEdge = new int[0];

  private int ends;
  private int[] end = new int[0];
  private int nextEnd;

  /** Way back of the path given last: places, and at each the link taken, -1 for its parent. */
  private int trail;

  private int[] trailPlace = new int[16];
  private int[] trailLink = new int[16];
  private boolean going;
  private long passed;

  /**
   * @param all all shortest paths instead of the first
   * @param charge told of bytes taken
   * @param check called now and then; throws to stop the search
   */
  public ShortestSearch(PathRules rules, boolean all, LongConsumer charge, Runnable check) {
    this.rules = rules;
    this.all = all;
    this.charge = charge;
    this.check = check;
    this.neighbours = new Neighbours(rules.graph);
    this.path = new Path(rules.vertices.length);
    this.vertices = rules.graph.vertices();
    int pairs = rules.pairs();
    charge.accept(4L * pairs + 4L * vertices);
    seen = new int[pairs];
    endOf = new int[vertices];
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long passed() {
    return passed + places;
  }

  @Override
  public Frontiers frontiers() {
    return frontiers;
  }

  @Override
  public boolean next() {
    while (true) {
      if (going && further()) {
        return true;
      }
      if (nextEnd < ends) {
        first(end[nextEnd++]);
        return true;
      }
      start = rules.vertices[0].nextSetBit(start + 1);
      if (start < 0) {
        return false;
      }
      search(start);
    }
  }

  private void reset() {
    for (int i = 0; i < places; i++) {
      seen[state[i] * vertices + vertex[i]] = 0;
    }
    for (int i = 0; i < ends; i++) {
      endOf[vertex[end[i]]] = 0;
    }
    passed += places;
    places = 0;
    links = 0;
    ends = 0;
    nextEnd = 0;
    going = false;
  }

  /** Fills places and ends for one start. */
  void search(int from) {
    reset();
    arrive(rules.entry(0), from, -1, -1, 0);
    for (int i = 0; i < places; i++) {
      if ((i & 4095) == 4095) {
        check.run();
      }
      int following = rules.following(state[i]);
      if (following < 0 || depth[i] >= rules.longest) {
        continue;
      }
      int pass = rules.passOf(state[i]);
      neighbours.start(vertex[i], rules.passes[pass].outgoing(), rules.passes[pass].incoming());
      while (neighbours.next()) {
        if (rules.allows(pass, neighbours)) {
          arrive(following, neighbours.vertex(), i, neighbours.edge(), depth[i] + 1);
        }
      }
    }
  }

  /** Vertices at which paths from the start searched last end. */
  void ends(BitSet into) {
    for (int i = 0; i < ends; i++) {
      into.set(vertex[end[i]]);
    }
  }

  private void arrive(int at, int v, int from, int by, int length) {
    int pair = at * vertices + v;
    if (seen[pair] != 0) {
      int known = seen[pair] - 1;
      if (all && depth[known] == length) {
        link(known, from, by);
      }
      return;
    }
    grow();
    int place = places++;
    seen[pair] = places;
    state[place] = at;
    vertex[place] = v;
    parent[place] = from;
    edge[place] = by;
    depth[place] = length;
    frontiers.add(length, 1);
    firstLink[place] = -1;
    if (!rules.leaves(at, v)) {
      return;
    }
    int step = rules.stepOf(at) + 1;
    if (step < rules.steps.length) {
      arrive(rules.entry(step), v, place, -1, length);
    } else if (endOf[v] == 0 || all && depth[endOf[v] - 1] == length) {
      endOf[v] = endOf[v] == 0 ? place + 1 : endOf[v];
      if (ends == end.length) {
        charge.accept(4L * (ends + 64));
        end = Arrays.copyOf(end, 2 * ends + 64);
      }
      end[ends++] = place;
    }
  }

  private void grow() {
    if (places < state.length) {
      return;
    }
    int size = Math.max(1024, 2 * places);
    charge.accept(24L * (size - places));
    state = Arrays.copyOf(state, size);
    vertex = Arrays.copyOf(vertex, size);
    parent = Arrays.copyOf(parent, size);
    edge = Arrays.copyOf(edge, size);
    depth = Arrays.copyOf(depth, size);
    firstLink = Arrays.copyOf(firstLink, size);
  }

  private void link(int place, int from, int by) {
    if (links == linkNext.length) {
      int size = Math.max(1024, 2 * links);
      charge.accept(12L * (size - links));
      linkNext = Arrays.copyOf(linkNext, size);
      linkParent = Arrays.copyOf(linkParent, size);
      linkEdge = Arrays.copyOf(linkEdge, size);
    }
    linkParent[links] = from;
    linkEdge[links] = by;
    linkNext[links] = firstLink[place];
    firstLink[place] = links++;
  }

  /** The path back from an end by parents. */
  private void first(int from) {
    trail = 0;
    push(from);
    descend();
    going = all;
  }

  private void push(int place) {
    if (trail == trailPlace.length) {
      trailPlace = Arrays.copyOf(trailPlace, 2 * trail);
      trailLink = Arrays.copyOf(trailLink, 2 * trail);
    }
    trailPlace[trail] = place;
    trailLink[trail++] = -1;
  }

  private int back(int index) {
    return trailLink[index] < 0 ? parent[trailPlace[index]] : linkParent[trailLink[index]];
  }

  private int by(int index) {
    return trailLink[index] < 0 ? edge[trailPlace[index]] : linkEdge[trailLink[index]];
  }

  private void descend() {
    while (back(trail - 1) >= 0) {
      push(back(trail - 1));
    }
    int length = depth[trailPlace[0]];
    path.reset(length);
    path.place(rules.vertices.length - 1, length);
    int at = length;
    path.vertex(at, vertex[trailPlace[0]]);
    for (int i = 0; i < trail - 1; i++) {
      int by = by(i);
      if (by < 0) {
        path.place(rules.stepOf(state[trailPlace[i]]), at);
      } else {
        path.edge(--at, by);
        path.vertex(at, vertex[trailPlace[i + 1]]);
      }
    }
    path.place(0, 0);
  }

  /** The next other way to the same end. */
  private boolean further() {
    while (trail > 0) {
      int place = trailPlace[trail - 1];
      int link = trailLink[trail - 1];
      int other = link < 0 ? firstLink[place] : linkNext[link];
      if (other >= 0) {
        trailLink[trail - 1] = other;
        descend();
        return true;
      }
      trail--;
    }
    going = false;
    return false;
  }
}
