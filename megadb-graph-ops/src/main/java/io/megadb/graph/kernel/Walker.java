package io.megadb.graph.kernel;

import java.util.Arrays;
import java.util.BitSet;

/** All paths from one start up to a length, depth first, smallest edge numbers first. */
final class Walker {
  private final PathRules rules;
  private final PathMode mode;
  private final Runnable check;
  private final Neighbours neighbours;
  private final Path path;
  private final BitSet usedEdges = new BitSet();
  private final BitSet usedVertices = new BitSet();
  private int limit;
  private boolean cut;
  private long passed;

  private int frames;
  private int[] state = new int[64];
  private int[] vertex = new int[64];
  private int[] edge = new int[64];
  private int[] depth = new int[64];
  private int[] out = new int[64];
  private int[] in = new int[64];
  private boolean[] left = new boolean[64];

  Walker(PathRules rules, PathMode mode, Runnable check) {
    this.rules = rules;
    this.mode = mode;
    this.check = check;
    this.neighbours = new Neighbours(rules.graph);
    this.path = new Path(rules.vertices.length);
  }

  Path path() {
    return path;
  }

  long passed() {
    return passed;
  }

  /** A path was longer than the limit of the start. */
  boolean cut() {
    return cut;
  }

  void start(int from, int longest) {
    limit = longest;
    cut = false;
    frames = 0;
    usedEdges.clear();
    usedVertices.clear();
    usedVertices.set(from);
    push(rules.entry(0), from, -1, 0);
  }

  private void push(int at, int v, int by, int length) {
    if ((++passed & 8191) == 0) {
      check.run();
    }
    if (frames == state.length) {
      int size = 2 * frames;
      state = Arrays.copyOf(state, size);
      vertex = Arrays.copyOf(vertex, size);
      edge = Arrays.copyOf(edge, size);
      depth = Arrays.copyOf(depth, size);
      out = Arrays.copyOf(out, size);
      in = Arrays.copyOf(in, size);
      left = Arrays.copyOf(left, size);
    }
    state[frames] = at;
    vertex[frames] = v;
    edge[frames] = by;
    depth[frames] = length;
    out[frames] = rules.graph.outBegin(v);
    in[frames] = rules.graph.inBegin(v);
    left[frames++] = false;
  }

  boolean next() {
    while (frames > 0) {
      int top = frames - 1;
      if (!left[top]) {
        left[top] = true;
        if (rules.leaves(state[top], vertex[top])) {
          int step = rules.stepOf(state[top]) + 1;
          if (step == rules.steps.length) {
            give();
            return true;
          }
          push(rules.entry(step), vertex[top], -1, depth[top]);
          continue;
        }
      }
      if (!step(top)) {
        pop(top);
      }
    }
    return false;
  }

  /** Goes on by the next edge; false if there is none. */
  private boolean step(int top) {
    int following = rules.following(state[top]);
    if (following < 0 || mode == PathMode.SIMPLE && isClosed(top)) {
      return false;
    }
    int pass = rules.passOf(state[top]);
    neighbours.resume(
        vertex[top],
        rules.passes[pass].outgoing(),
        rules.passes[pass].incoming(),
        out[top],
        in[top]);
    while (neighbours.next()) {
      int by = neighbours.edge();
      int to = neighbours.vertex();
      if (!rules.allows(pass, neighbours) || !allows(by, to)) {
        continue;
      }
      if (depth[top] >= limit) {
        cut = true;
        return false;
      }
      out[top] = neighbours.out;
      in[top] = neighbours.in;
      if (mode == PathMode.TRAIL) {
        usedEdges.set(by);
      } else if (mode != PathMode.WALK) {
        usedVertices.set(to);
      }
      push(following, to, by, depth[top] + 1);
      return true;
    }
    return false;
  }

  /** The path is back at its start. */
  private boolean isClosed(int top) {
    return depth[top] > 0 && vertex[top] == vertex[0];
  }

  private boolean allows(int by, int to) {
    return switch (mode) {
      case WALK -> true;
      case TRAIL -> !usedEdges.get(by);
      case ACYCLIC -> !usedVertices.get(to);
      case SIMPLE -> !usedVertices.get(to) || to == vertex[0];
    };
  }

  private void pop(int top) {
    frames--;
    if (edge[top] < 0) {
      return;
    }
    if (mode == PathMode.TRAIL) {
      usedEdges.clear(edge[top]);
    } else if (mode == PathMode.ACYCLIC || vertex[top] != vertex[0]) {
      usedVertices.clear(vertex[top]);
    }
  }

  private void give() {
    int top = frames - 1;
    path.reset(depth[top]);
    path.vertex(0, vertex[0]);
    path.place(0, 0);
    for (int i = 1; i < frames; i++) {
      if (edge[i] >= 0) {
        path.edge(depth[i] - 1, edge[i]);
        path.vertex(depth[i], vertex[i]);
      } else {
        path.place(rules.stepOf(state[i]), depth[i]);
      }
    }
    path.place(rules.vertices.length - 1, depth[top]);
  }
}
