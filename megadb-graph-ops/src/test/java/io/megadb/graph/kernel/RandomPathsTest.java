package io.megadb.graph.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.graph.kernel.NaivePaths.Found;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Searches against trying every path, on small random graphs with loops and parallel edges. */
class RandomPathsTest {
  private static final int GRAPHS = 700;

  /** One random graph and pattern. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Case(
      int vertices, int[][] edges, PathRules.Step[] steps, BitSet[] tests, String text) {
    Adjacency graph() {
      int[] sources = new int[edges.length];
      int[] targets = new int[edges.length];
      for (int e = 0; e < edges.length; e++) {
        sources[e] = edges[e][0];
        targets[e] = edges[e][1];
      }
      return new Adjacency(vertices, sources, targets);
    }

    PathRules rules(boolean first) {
      return new PathRules(graph(), steps, tests, first);
    }

    boolean isBounded() {
      for (PathRules.Step step : steps) {
        if (step.most() < 0) {
          return false;
        }
      }
      return true;
    }

    List<Found> naive(PathMode mode) {
      // A shortest walk passes no pair of state and vertex twice.
      int longest = 0;
      for (PathRules.Step step : steps) {
        int size = step.passes().size();
        longest += size * (step.most() < 0 ? (step.least() + 1) * vertices : step.most());
      }
      int limit = mode == PathMode.WALK ? longest : Integer.MAX_VALUE;
      return new NaivePaths(edges, steps, tests, mode, limit).all(vertices);
    }
  }

  private static Case random(Random random) {
    int vertices = 1 + random.nextInt(4);
    int[][] edges = new int[random.nextInt(6)][];
    for (int e = 0; e < edges.length; e++) {
      edges[e] = new int[] {random.nextInt(vertices), random.nextInt(vertices)};
    }
    PathRules.Step[] steps = new PathRules.Step[random.nextInt(4) == 0 ? 2 : 1];
    BitSet[] tests = new BitSet[steps.length + 1];
    StringBuilder text = new StringBuilder(vertices + " " + java.util.Arrays.deepToString(edges));
    for (int s = 0; s < steps.length; s++) {
      int size = random.nextInt(3) == 0 && edges.length < 4 ? 2 : 1;
      int least = random.nextInt(4 - size);
      boolean unbounded = steps.length == 1 && vertices < 5 - size && random.nextInt(3) == 0;
      int most = unbounded ? -1 : Math.max(1, least + random.nextInt(4 - size));
      List<PathRules.Pass> passes = new ArrayList<>();
      for (int p = 0; p < size; p++) {
        passes.add(pass(edges, random));
      }
      steps[s] = new PathRules.Step(least, most, passes);
      text.append(' ').append(steps[s]);
    }
    for (int t = 0; t < tests.length; t++) {
      tests[t] = some(vertices, random);
      text.append(' ').append(tests[t]);
    }
    return new Case(vertices, edges, steps, tests, text.toString());
  }

  /** In half of the cases different edges may be passed each way, but loops alike. */
  private static PathRules.Pass pass(int[][] edges, Random random) {
    int direction = random.nextInt(3);
    BitSet along = random.nextInt(3) > 0 ? null : some(edges.length, random);
    BitSet against = along;
    if (along != null && random.nextBoolean()) {
      against = some(edges.length, random);
      for (int e = 0; e < edges.length; e++) {
        against.set(e, edges[e][0] == edges[e][1] ? along.get(e) : against.get(e));
      }
    }
    return new PathRules.Pass(direction != 1, direction != 0, along, against);
  }

  private static BitSet some(int size, Random random) {
    BitSet set = new BitSet();
    for (int i = 0; i < size; i++) {
      set.set(i, random.nextInt(4) > 0);
    }
    return set;
  }

  private static List<Found> found(PathSearch search, int tests) {
    List<Found> all = new ArrayList<>();
    while (search.next()) {
      Path path = search.path();
      List<Integer> vertices = new ArrayList<>(List.of(path.vertex(0)));
      List<Integer> edges = new ArrayList<>();
      for (int i = 0; i < path.length(); i++) {
        edges.add(path.edge(i));
        vertices.add(path.vertex(i + 1));
      }
      List<Integer> places = new ArrayList<>();
      for (int t = 0; t < tests; t++) {
        places.add(path.place(t));
      }
      all.add(new Found(vertices, edges, places));
    }
    return all;
  }

  private static List<Found> found(Case given, PathSearch search) {
    return found(search, given.tests.length);
  }

  @Test
  void everyPathIsFoundOnce() {
    Random random = new Random(1);
    for (int i = 0; i < GRAPHS; i++) {
      Case given = random(random);
      for (PathMode mode : PathMode.values()) {
        if (mode != PathMode.WALK || given.isBounded()) {
          assertThat(found(given, new EveryPath(given.rules(false), mode, () -> {})))
              .as("%d %s %s", i, mode, given.text)
              .containsExactlyInAnyOrderElementsOf(given.naive(mode));
        }
      }
    }
  }

  @Test
  void firstShortestWalkIsTheOneOfTheSmallestEdges() {
    Random random = new Random(2);
    for (int i = 0; i < GRAPHS; i++) {
      Case given = random(random);
      List<Found> paths =
          found(given, new ShortestSearch(given.rules(true), false, bytes -> {}, () -> {}));
      List<Found> expected = NaivePaths.first(given.naive(PathMode.WALK), 1);
      if (given.steps.length == 1) {
        assertThat(paths).as("%d %s", i, given.text).containsExactlyInAnyOrderElementsOf(expected);
      } else {
        assertThat(lengths(paths)).as("%d %s", i, given.text).isEqualTo(lengths(expected));
        assertThat(given.naive(PathMode.WALK)).as("%d %s", i, given.text).containsAll(paths);
      }
    }
  }

  private static Map<List<Integer>, Integer> lengths(List<Found> paths) {
    Map<List<Integer>, Integer> lengths = new HashMap<>();
    for (Found path : paths) {
      assertThat(lengths.put(path.ends(), path.length())).isNull();
    }
    return lengths;
  }

  /** More vertices than starts fit into one pass. */
  @Test
  void searchesFromManySourcesFindTheLengthsOfSearchesOneByOne() {
    Random random = new Random(6);
    for (int i = 0; i < GRAPHS; i++) {
      Case given = i % 10 == 0 ? large(random) : random(random);
      assertThat(lengthsByEnds(new ManySourceSearch(given.rules(true), b -> {}, () -> {})))
          .as("%d %s", i, given.text)
          .isEqualTo(
              lengthsByEnds(new ShortestSearch(given.rules(true), false, b -> {}, () -> {})));
    }
  }

  private static Case large(Random random) {
    int vertices = 100 + random.nextInt(100);
    int[][] edges = new int[random.nextInt(4 * vertices)][];
    for (int e = 0; e < edges.length; e++) {
      edges[e] = new int[] {random.nextInt(vertices), random.nextInt(vertices)};
    }
    int least = random.nextInt(3);
    int most = random.nextBoolean() ? -1 : least + random.nextInt(5);
    int direction = random.nextInt(3);
    PathRules.Step step =
        new PathRules.Step(least, most, direction != 1, direction != 0, some(edges.length, random));
    BitSet[] tests = {some(vertices, random), some(vertices, random)};
    return new Case(vertices, edges, new PathRules.Step[] {step}, tests, step.toString());
  }

  private static List<String> lengthsByEnds(PathSearch search) {
    List<String> all = new ArrayList<>();
    while (search.next()) {
      Path path = search.path();
      all.add(path.vertex(0) + " " + path.vertex(path.length()) + " " + path.length());
    }
    all.sort(null);
    return all;
  }

  @Test
  void allShortestWalksAreFound() {
    Random random = new Random(3);
    for (int i = 0; i < GRAPHS; i++) {
      Case given = random(random);
      assertThat(found(given, new ShortestSearch(given.rules(true), true, b -> {}, () -> {})))
          .as("%d %s", i, given.text)
          .containsExactlyInAnyOrderElementsOf(
              NaivePaths.firstLengths(given.naive(PathMode.WALK), 1));
    }
  }

  @Test
  void cheapestWalksHaveTheLeastCostAndThenTheFewestEdges() {
    Random random = new Random(8);
    for (int i = 0; i < GRAPHS; i++) {
      Case given = random(random);
      double[] cost = random.doubles(given.edges.length).map(c -> Math.floor(c * 4)).toArray();
      double[][] costs = new double[given.rules(false).passes.length][];
      java.util.Arrays.fill(costs, cost);
      List<Found> walks = given.naive(PathMode.WALK);
      Map<List<Integer>, Double> least = new HashMap<>();
      Map<List<Integer>, Integer> edges = new HashMap<>();
      walks.forEach(walk -> least.merge(walk.ends(), cost(walk, cost), Math::min));
      for (Found walk : walks) {
        if (cost(walk, cost) == least.get(walk.ends())) {
          edges.merge(walk.ends(), walk.length(), Math::min);
        }
      }
      CheapestSearch search = new CheapestSearch(given.rules(false), costs, bytes -> {}, () -> {});
      List<Found> found = found(given, search);
      assertThat(lengths(found)).as("%d %s", i, given.text).isEqualTo(edges);
      assertThat(walks).as("%d %s", i, given.text).containsAll(found);
      for (Found path : found) {
        assertThat(cost(path, cost)).isEqualTo(least.get(path.ends()));
      }
    }
  }

  private static double cost(Found walk, double[] cost) {
    return walk.edges().stream().mapToDouble(edge -> cost[edge]).sum();
  }

  @Test
  void rankedPathsOfEveryModeAreTheFirst() {
    Random random = new Random(4);
    for (int i = 0; i < GRAPHS; i++) {
      Case given = random(random);
      int count = 1 + random.nextInt(3);
      for (PathMode mode : PathMode.values()) {
        if (mode == PathMode.WALK && !given.isBounded()) {
          continue;
        }
        List<Found> all = given.naive(mode);
        assertThat(found(given, ranked(given, mode, RankedSearch.Rank.LENGTHS, count)))
            .as("%d %s %d lengths %s", i, mode, count, given.text)
            .containsExactlyInAnyOrderElementsOf(NaivePaths.firstLengths(all, count));
        if (given.steps.length == 1) {
          assertThat(found(given, ranked(given, mode, RankedSearch.Rank.PATHS, count)))
              .as("%d %s %d paths %s", i, mode, count, given.text)
              .containsExactlyInAnyOrderElementsOf(NaivePaths.first(all, count));
        }
      }
    }
  }

  private static PathSearch ranked(Case given, PathMode mode, RankedSearch.Rank rank, int count) {
    return new RankedSearch(
        given.rules(false), given.rules(true), mode, rank, count, bytes -> {}, () -> {});
  }
}
