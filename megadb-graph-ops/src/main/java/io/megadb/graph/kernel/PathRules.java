package io.megadb.graph.kernel;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.BitSet;

/**
 * A path pattern over one graph: steps with bounds, made into states. A state says how far in the
 * pattern a path is: the step, and how many edges of it are passed, as far as that matters.
 * Immutable.
 */
public final class PathRules {
  /** Step bounds add up to at most this many states. */
  private static final int MAX_STATES = 10_000;

  /**
   * One step.
   *
   * @param most -1 for any number
   * @param outgoing edges may be passed from source to target
   * @param incoming edges may be passed from target to source
   * @param edges allowed, or null for all
   */
  public record Step(int least, int most, boolean outgoing, boolean incoming, BitSet edges) {}

  final Adjacency graph;
  final Step[] steps;
  final BitSet[] vertices;
  final int states;

  /** Most edges of a whole path. */
  final int longest;

  private final int[] entries;
  private final int[] stepOf;
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
      count += 1 + (loops ? step.least() : step.most());
      edges = step.most() < 0 || edges < 0 ? -1 : edges + step.most();
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
    following = new int[states];
    mayLeave = new boolean[states];
    int state = 0;
    for (int s = 0; s < steps.length; s++) {
      Step step = steps[s];
      boolean loops = step.most() < 0 || uncounted;
      int last = loops ? step.least() : step.most();
      entries[s] = state;
      for (int passed = 0; passed <= last; passed++, state++) {
        stepOf[state] = s;
        following[state] = passed < last ? state + 1 : loops ? state : -1;
        mayLeave[state] = passed >= step.least();
      }
    }
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

  /** The state after one more edge, or -1. */
  int following(int state) {
    return following[state];
  }

  /** A path in this state may go on to the next step, or end, at this vertex. */
  boolean leaves(int state, int vertex) {
    return mayLeave[state] && vertices[stepOf[state] + 1].get(vertex);
  }

  boolean allows(int step, int edge) {
    return steps[step].edges() == null || steps[step].edges().get(edge);
  }
}
