package io.megadb.graph.kernel;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Lengths of the shortest walks from each start to each end, from 64 starts at once: each pair of
 * state and vertex has one bit a start, and a step passes all of them together. Knows ends and
 * lengths, not the vertices and edges between. After Then et al., The More the Merrier: Efficient
 * Multi-Source Graph Traversal, VLDB 2014.
 */
public final class ManySourceSearch implements PathSearch {
  private static final int STARTS = Long.SIZE;

  private final PathRules rules;
  private final LongConsumer charge;
  private final Runnable check;
  private final Neighbours neighbours;
  private final Path path;
  private final Frontiers frontiers = new Frontiers();
  private final int vertices;
  private final int[] starts = new int[STARTS];
  private int lastStart = -1;

  /** Starts that have come to a pair of state and vertex, and those that came just now. */
  private final long[] seen;

  private long[] current;
  private long[] following;

  /** Starts that have ended at a vertex. */
  private final long[] ended;

  private int[] frontier = new int[1024];
  private int frontierSize;
  private int[] nextFrontier = new int[1024];
  private int nextSize;
  private int[] touched = new int[1024];
  private int touchedSize;

  /** Ends found at the length reached, each with its starts. */
  private int[] endVertex = new int[1024];

  private long[] endStarts = new long[1024];
  private int ends;
  private int nextEnd;
  private int length;
  private long passed;

  /**
   * @param charge told of bytes taken
   * @param check called now and then; throws to stop the search
   */
  public ManySourceSearch(PathRules rules, LongConsumer charge, Runnable check) {
    this.rules = rules;
    this.charge = charge;
    this.check = check;
    this.neighbours = new Neighbours(rules.graph);
    this.path = new Path(rules.vertices.length);
    this.vertices = rules.graph.vertices();
    int pairs = rules.pairs();
    charge.accept(bytes(rules));
    seen = new long[pairs];
    current = new long[pairs];
    following = new long[pairs];
    ended = new long[vertices];
  }

  /** Bytes that a search takes before it begins. */
  public static long bytes(PathRules rules) {
    return (24L * rules.states + 8) * rules.graph.vertices();
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public long passed() {
    return passed;
  }

  @Override
  public Frontiers frontiers() {
    return frontiers;
  }

  @Override
  public boolean next() {
    while (true) {
      if (nextEnd < ends) {
        give();
        return true;
      }
      ends = 0;
      nextEnd = 0;
      if (nextSize > 0) {
        advance();
      } else if (!startNext()) {
        return false;
      }
    }
  }

  private void give() {
    long open = endStarts[nextEnd];
    int start = starts[Long.numberOfTrailingZeros(open)];
    path.reset(length);
    path.vertex(0, start);
    path.vertex(length, endVertex[nextEnd]);
    path.place(0, 0);
    path.place(rules.vertices.length - 1, length);
    endStarts[nextEnd] = open & (open - 1);
    if (endStarts[nextEnd] == 0) {
      nextEnd++;
    }
  }

  /** Puts the next starts at length 0; false if there are none. */
  private boolean startNext() {
    for (int i = 0; i < touchedSize; i++) {
      seen[touched[i]] = 0;
      ended[touched[i] % vertices] = 0;
    }
    touchedSize = 0;
    length = 0;
    int count = 0;
    int start = rules.vertices[0].nextSetBit(lastStart + 1);
    while (start >= 0) {
      lastStart = start;
      starts[count] = start;
      arrive(rules.entry(0), start, 1L << count);
      if (++count == STARTS) {
        break;
      }
      start = rules.vertices[0].nextSetBit(start + 1);
    }
    frontiers.add(0, nextSize);
    return count > 0;
  }

  /** One edge further. */
  private void advance() {
    check.run();
    int[] reached = frontier;
    frontier = nextFrontier;
    frontierSize = nextSize;
    nextFrontier = reached;
    nextSize = 0;
    long[] masks = current;
    current = following;
    following = masks;
    if (length >= rules.longest) {
      for (int i = 0; i < frontierSize; i++) {
        current[frontier[i]] = 0;
      }
      return;
    }
    length++;
    for (int i = 0; i < frontierSize; i++) {
      if ((i & 65535) == 65535) {
        check.run();
      }
      int pair = frontier[i];
      long mask = current[pair];
      current[pair] = 0;
      int state = pair / vertices;
      int after = rules.following(state);
      if (after >= 0) {
        pass(pair - state * vertices, rules.passOf(state), after, mask);
      }
    }
    passed += frontierSize;
    frontiers.add(length, nextSize);
  }

  private void pass(int from, int pass, int after, long mask) {
    neighbours.start(from, rules.passes[pass].outgoing(), rules.passes[pass].incoming());
    while (neighbours.next()) {
      if (rules.allows(pass, neighbours)) {
        arrive(after, neighbours.vertex(), mask);
      }
    }
  }

  private void arrive(int state, int vertex, long mask) {
    int pair = state * vertices + vertex;
    long fresh = mask & ~seen[pair];
    if (fresh == 0) {
      return;
    }
    if (seen[pair] == 0) {
      touched = grown(touched, touchedSize);
      touched[touchedSize++] = pair;
    }
    seen[pair] |= fresh;
    if (following[pair] == 0) {
      nextFrontier = grown(nextFrontier, nextSize);
      nextFrontier[nextSize++] = pair;
    }
    following[pair] |= fresh;
    if (!rules.leaves(state, vertex)) {
      return;
    }
    int step = rules.stepOf(state) + 1;
    if (step < rules.steps.length) {
      arrive(rules.entry(step), vertex, fresh);
      return;
    }
    long ending = fresh & ~ended[vertex];
    if (ending != 0) {
      ended[vertex] |= ending;
      end(vertex, ending);
    }
  }

  private void end(int vertex, long ending) {
    if (ends == endVertex.length) {
      charge.accept(12L * ends);
      endVertex = Arrays.copyOf(endVertex, 2 * ends);
      endStarts = Arrays.copyOf(endStarts, 2 * ends);
    }
    endVertex[ends] = vertex;
    endStarts[ends++] = ending;
  }

  private int[] grown(int[] array, int size) {
    if (size < array.length) {
      return array;
    }
    charge.accept(4L * size);
    return Arrays.copyOf(array, 2 * size);
  }
}
