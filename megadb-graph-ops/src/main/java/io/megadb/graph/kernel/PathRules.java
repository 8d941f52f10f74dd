package io.megadb.graph.kernel;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A path pattern over one graph: steps with bounds, made into states. A state says how far in the
 * pattern a path is: the step, and how many edges of it are passed, as far as that matters.
 * Immutable.
 */
public final class PathRules {
  /** Step bounds add up to at most this many states. */
  private static final int MAX_STATES = 10_000;

  /**
   * One edge to pass.
   *
   * @param outgoing edges may be passed from source to target
   * @param incoming edges may be passed from target to source
   * @param along edges that may be passed from source to target, or null for all
   * @param against edges that may be passed from target to source, or null for all
   */
  public record Pass(boolean outgoing, boolean incoming, BitSet along, BitSet against) {}

  /**
   * One step: edges in a row, and how often all of them are passed.
   *
   * @param most -1 for any number
   * @param passes at least one
   */
  public record Step(int least, int most, List<Pass> passes) {
    public Step {
      passes = List.copyOf(passes);
    }

    /**
     * Of one edge.
     *
     * @param edges allowed, or null for all
     */
    public Step(int least, int most, boolean outgoing, boolean incoming, BitSet edges) {
      this(least, most, List.of(new Pass(outgoing, incoming, edges, edges)));
    }
  }

  final Adjacency graph;
  final Step[] steps;

  /** Of all steps in a row. */
  final Pass[] passes;

  final BitSet[] vertices;
  final int states;

  /** Most edges of a whole path. */
  final int longest;

  private final int[] entries;
  private final int[] stepOf;
  private final int[] passOf;
  private final int[] following;
  private final boolean[] mayLeave;

  /**
   * @param vertices allowed before the first step and after each
   * @param first whether only a first, shortest path to each state counts: then the passed edges of
   *     an only step need not be counted beyond its lower bound
   */
  public PathRules(Adjacency graph, Step[] steps, BitSet[] vertices, boolean first) {
    this.graph = graph;
    this.steps = steps;
    this.vertices = vertices;
    boolean uncounted = first && steps.length == 1 && steps[0].least() <= 1;
    long count = 0;
    long edges = 0;
    for (Step step : steps) {
      boolean loops = step.most() < 0 || uncounted;
      long size = step.passes().size();
      count += 1 + (loops ? size * step.least() + size - 1 : size * step.most());
      edges = step.most() < 0 || edges < 0 ? -1 : edges + size * step.most();
    }
    if (count > MAX_STATES) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "quantifiers of one path pattern add up to more than " + MAX_STATES);
    }
    states = (int) count;
    longest = edges < 0 || edges > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) edges;
    entries = new int[steps.length];
    stepOf = new int[states];
    passOf = new int[states];
    following = new int[states];
    mayLeave = new boolean[states];
    List<Pass> all = new ArrayList<>();
    int state = 0;
    for (int s = 0; s < steps.length; s++) {
      Step step = steps[s];
      int size = step.passes().size();
      boolean loops = step.most() < 0 || uncounted;
      int last = size * (loops ? step.least() : step.most());
      int end = loops ? last + size - 1 : last;
      entries[s] = state;
      for (int passed = 0; passed <= end; passed++, state++) {
        stepOf[state] = s;
        passOf[state] = all.size() + passed % size;
        following[state] = passed < end ? state + 1 : loops ? entries[s] + last : -1;
        mayLeave[state] = passed % size == 0 && passed >= size * step.least();
      }
      all.addAll(step.passes());
    }
    passes = all.toArray(new Pass[0]);
  }

  /**
   * How many pairs of state and vertex a search tells apart, the length of its arrays.
   *
   * @throws MegaDbException 54000 if no array is that long
   */
  int pairs() {
    long pairs = (long) states * graph.vertices();
    if (pairs > Integer.MAX_VALUE - 8) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          "path search over " + states + " states and " + graph.vertices() + " vertices");
    }
    return (int) pairs;
  }

  int entry(int step) {
    return entries[step];
  }

  int stepOf(int state) {
    return stepOf[state];
  }

  /** Number of the pass that leads on from a state. */
  int passOf(int state) {
    return passOf[state];
  }

  /** The state after one more edge, or -1. */
  int following(int state) {
    return following[state];
  }

  /** A path in this state may go on to the next step, or end, at this vertex. */
  boolean leaves(int state, int vertex) {
    return mayLeave[state] && vertices[stepOf[state] + 1].get(vertex);
  }

  /** The edge that neighbours are at may be passed as they pass it. */
  boolean allows(int pass, Neighbours at) {
    BitSet edges = at.along() ? passes[pass].along() : passes[pass].against();
    return edges == null || edges.get(at.edge());
  }
}
