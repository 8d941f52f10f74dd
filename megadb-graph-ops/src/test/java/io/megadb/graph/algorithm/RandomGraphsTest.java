package io.megadb.graph.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Algorithms against their definitions, on random graphs with loops and parallel edges. */
class RandomGraphsTest {
  private static final int GRAPHS = 600;

  private static void goesOn() {}

  private static void each(long seed, BiConsumer<Topology, NaiveGraph> test) {
    Random random = new Random(seed);
    for (int i = 0; i < GRAPHS; i++) {
      int vertices = 1 + random.nextInt(12);
      int edges = random.nextInt(3 * vertices);
      int[] sources = new int[edges];
      int[] targets = new int[edges];
      double[] weights = new double[edges];
      for (int e = 0; e < edges; e++) {
        sources[e] = random.nextInt(vertices);
        targets[e] = random.nextInt(vertices);
        weights[e] = random.nextInt(8) / 4.0;
      }
      test.accept(
          new Topology(vertices, sources, targets, edges, weights),
          new NaiveGraph(vertices, sources, targets, weights));
    }
  }

  private static void eachWay(long seed, Way test) {
    each(
        seed,
        (graph, naive) -> {
          test.check(graph.out(), graph.in(), naive);
          test.check(graph.both(), graph.both(), naive.undirected());
        });
  }

  /** With directions and without. */
  private interface Way {
    void check(Neighbourhoods out, Neighbourhoods in, NaiveGraph naive);
  }

  private static BitSet some(int vertices) {
    BitSet set = new BitSet();
    set.set(0);
    set.set(vertices / 2);
    return set;
  }

  private static double nearest(double[][] distance, BitSet sources, int to) {
    return sources.stream().mapToDouble(from -> distance[from][to]).min().orElseThrow();
  }

  @Test
  void hopsAreShortestFromTheNearestSource() {
    eachWay(
        1,
        (out, in, naive) -> {
          BitSet sources = some(naive.vertices);
          double[][] distance = naive.distances(false);
          for (int most : new int[] {0, 2, Integer.MAX_VALUE}) {
            int[] hops = Distances.hops(out, in, sources, most, RandomGraphsTest::goesOn);
            for (int v = 0; v < naive.vertices; v++) {
              double wanted = nearest(distance, sources, v);
              assertThat(hops[v]).isEqualTo(wanted <= Math.min(most, 1000) ? (int) wanted : -1);
            }
          }
        });
  }

  @Test
  void weightedDistancesAreShortest() {
    eachWay(
        2,
        (out, in, naive) -> {
          BitSet sources = some(naive.vertices);
          double[][] distance = naive.distances(true);
          double[] found = Distances.weighted(out, sources, RandomGraphsTest::goesOn);
          for (int v = 0; v < naive.vertices; v++) {
            assertThat(found[v]).isEqualTo(nearest(distance, sources, v));
          }
        });
  }

  @Test
  void ranksFollowTheDefinition() {
    eachWay(
        3,
        (out, in, naive) ->
            assertThat(PageRank.ranks(out, in, 0.85, 7, RandomGraphsTest::goesOn))
                .containsExactly(naive.pageRank(0.85, 7), within(1e-12)));
  }

  @Test
  void weakAndStrongComponentsAreNumberedBySmallestVertex() {
    each(
        4,
        (graph, naive) -> {
          assertThat(Components.weak(graph.out(), graph.in(), RandomGraphsTest::goesOn))
              .isEqualTo(naive.components(false));
          StrongComponents strong = new StrongComponents(graph, RandomGraphsTest::goesOn);
          assertThat(strong.components()).isEqualTo(naive.components(true));
          checkCycles(strong, naive);
        });
  }

  /** One cycle for each component that has one, along edges, through its smallest vertex. */
  private static void checkCycles(StrongComponents strong, NaiveGraph naive) {
    int[] component = strong.components();
    int[] position = strong.positions();
    int[] at = new int[naive.vertices];
    for (int first = 0; first < naive.vertices; first++) {
      int number = component[first];
      int length = 0;
      int members = 0;
      for (int v = 0; v < naive.vertices; v++) {
        if (component[v] == number) {
          members++;
          if (position[v] >= 0) {
            at[position[v]] = v;
            length++;
          }
        }
      }
      boolean loops = naive.loop[smallest(component, number)];
      assertThat(length > 0).isEqualTo(members > 1 || loops);
      for (int i = 0; i < length; i++) {
        int from = at[i];
        int to = at[(i + 1) % length];
        assertThat(from == to ? naive.loop[from] : naive.edge[from][to]).isTrue();
      }
    }
  }

  private static int smallest(int[] component, int number) {
    int v = 0;
    while (component[v] != number) {
      v++;
    }
    return v;
  }

  @Test
  void labelsSpreadToTheMajority() {
    each(
        5,
        (graph, naive) -> {
          assertThat(LabelPropagation.labels(graph.out(), graph.in(), 4, RandomGraphsTest::goesOn))
              .isEqualTo(naive.labels(4, true));
          assertThat(LabelPropagation.labels(graph.both(), null, 4, RandomGraphsTest::goesOn))
              .isEqualTo(naive.labels(4, false));
        });
  }

  @Test
  void trianglesAndCoefficientsFollowTheDefinition() {
    each(
        6,
        (graph, naive) -> {
          assertThat(new Triangles(graph, false, RandomGraphsTest::goesOn).triangles())
              .isEqualTo(naive.triangles());
          assertThat(new Triangles(graph, true, RandomGraphsTest::goesOn).coefficients(graph))
              .containsExactly(naive.coefficients(), within(1e-12));
          assertThat(new Triangles(graph, false, RandomGraphsTest::goesOn).coefficients(graph))
              .containsExactly(naive.undirected().coefficients(), within(1e-12));
        });
  }

  @Test
  void coresArePeeledByDegree() {
    each(7, (graph, naive) -> assertThat(Cores.numbers(graph.both())).isEqualTo(naive.cores()));
  }

  @Test
  void betweennessCountsShortestPaths() {
    each(
        8,
        (graph, naive) -> {
          assertThat(Betweenness.scores(graph.out(), true, 0, RandomGraphsTest::goesOn))
              .containsExactly(naive.betweenness(), within(1e-9));
          double[] halved =
              Arrays.stream(naive.undirected().betweenness()).map(score -> score / 2).toArray();
          assertThat(
                  Betweenness.scores(graph.both(), false, naive.vertices, RandomGraphsTest::goesOn))
              .containsExactly(halved, within(1e-9));
        });
  }

  @Test
  void sampledBetweennessIsNearTheExactOne() {
    int vertices = 400;
    Random random = new Random(9);
    int[] sources = new int[2000];
    int[] targets = new int[2000];
    for (int e = 0; e < sources.length; e++) {
      sources[e] = random.nextInt(vertices);
      targets[e] = (int) (vertices * random.nextDouble() * random.nextDouble());
    }
    Topology graph = new Topology(vertices, sources, targets, sources.length, null);
    double exact =
        Arrays.stream(Betweenness.scores(graph.both(), false, 0, RandomGraphsTest::goesOn)).sum();
    double sampled =
        Arrays.stream(Betweenness.scores(graph.both(), false, 100, RandomGraphsTest::goesOn)).sum();
    assertThat(sampled / exact).isEqualTo(1, within(0.1));
  }

  @Test
  void edgesLeadToLaterPlacesAndCyclesHaveNone() {
    each(
        10,
        (graph, naive) -> {
          int[] places = TopologicalOrder.places(graph, RandomGraphsTest::goesOn);
          int strong = Arrays.stream(naive.components(true)).max().orElseThrow() + 1;
          boolean cyclic = strong < naive.vertices;
          for (boolean loop : naive.loop) {
            cyclic |= loop;
          }
          assertThat(places == null).isEqualTo(cyclic);
          for (int a = 0; a < naive.vertices && places != null; a++) {
            for (int b = 0; b < naive.vertices; b++) {
              assertThat(naive.edge[a][b] && places[a] >= places[b]).isFalse();
            }
          }
        });
  }
}
