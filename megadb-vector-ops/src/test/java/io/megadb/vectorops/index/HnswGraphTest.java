package io.megadb.vectorops.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the graph finds, against comparing with every vector. */
class HnswGraphTest {
  private static final int NODES = 4000;
  private static final int DIMENSIONS = 24;
  private static final int NEIGHBOURS = 10;

  private static float[] near(float[] centre, SplittableRandom random) {
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = centre[i] + (float) (random.nextDouble() - 0.5);
    }
    return vector;
  }

  private static float[][] clusters(SplittableRandom random, int count) {
    SplittableRandom places = new SplittableRandom(5);
    float[][] centres = new float[40][];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = near(new float[DIMENSIONS], places);
    }
    float[][] vectors = new float[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = near(centres[random.nextInt(centres.length)], random);
    }
    return vectors;
  }

  private static int[] bruteForce(
      Metric metric, float[][] vectors, float[] query, IntPredicate counts) {
    float norm = Metric.norm(query);
    long[] entries =
        IntStream.range(0, vectors.length)
            .filter(counts)
            .mapToLong(
                i ->
                    NodeHeap.entry(
                        metric.between(query, vectors[i], norm * Metric.norm(vectors[i])), i))
            .sorted()
            .limit(NEIGHBOURS)
            .toArray();
    return Arrays.stream(entries).mapToInt(NodeHeap::node).toArray();
  }

  private static double recall(
      HnswGraph graph, Metric metric, float[][] vectors, int breadth, IntPredicate counts) {
    SplittableRandom random = new SplittableRandom(99);
    float[][] queries = clusters(random, 100);
    int found = 0;
    int wanted = 0;
    for (float[] query : queries) {
      int[] exact = bruteForce(metric, vectors, query, counts);
      int[] nodes = graph.search(query, breadth, counts);
      assertThat(nodes).doesNotHaveDuplicates();
      assertThat(Arrays.stream(nodes).allMatch(counts)).isTrue();
      int[] first = Arrays.copyOf(nodes, Math.min(NEIGHBOURS, nodes.length));
      found +=
          (int) Arrays.stream(exact).filter(e -> IntStream.of(first).anyMatch(n -> n == e)).count();
      wanted += exact.length;
    }
    return (double) found / wanted;
  }

  @ParameterizedTest
  @EnumSource(names = {"L2", "COSINE", "L1"})
  void findsNearlyAllNeighbours(Metric metric) {
    float[][] vectors = clusters(new SplittableRandom(1), NODES);
    HnswGraph graph = new HnswGraph(metric, 16, 64);
    for (float[] vector : vectors) {
      graph.add(vector);
    }
    assertThat(recall(graph, metric, vectors, 40, any -> true)).isGreaterThanOrEqualTo(0.95);
    assertThat(recall(graph, metric, vectors, 200, any -> true)).isGreaterThanOrEqualTo(0.99);
    assertThat(recall(graph, metric, vectors, 100, node -> node % 10 == 3))
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void emptyAndSmallGraphsGiveWhatTheyHave() {
    HnswGraph graph = new HnswGraph(Metric.L2, 4, 8);
    assertThat(graph.search(new float[] {1}, 5, any -> true)).isEmpty();
    for (int i = 0; i < 3; i++) {
      graph.add(new float[] {i});
    }
    assertThat(graph.search(new float[] {2.2f}, 5, any -> true)).containsExactly(2, 1, 0);
    assertThat(graph.search(new float[] {2.2f}, 5, node -> node != 1)).containsExactly(2, 0);
    assertThat(graph.bytes()).isPositive();
  }

  @Test
  void equalVectorsAreAllFound() {
    HnswGraph graph = new HnswGraph(Metric.L2, 16, 64);
    for (int i = 0; i < 50; i++) {
      graph.add(new float[] {1, 2, 3});
    }
    assertThat(graph.search(new float[] {1, 2, 3}, 40, any -> true)).hasSize(40);
  }

  @Test
  void heapOrdersDistancesOfAnySign() {
    float[] distances = {3, -2, 0, -0f, Float.MAX_VALUE, -7.5f, 1e-30f};
    NodeHeap heap = new NodeHeap(true, 1);
    for (int i = 0; i < distances.length; i++) {
      heap.push(NodeHeap.entry(distances[i], i));
    }
    float before = Float.NEGATIVE_INFINITY;
    for (long entry : heap.drainNearestFirst()) {
      assertThat(NodeHeap.distance(entry)).isGreaterThanOrEqualTo(before);
      assertThat(NodeHeap.distance(entry)).isEqualTo(distances[NodeHeap.node(entry)]);
      before = NodeHeap.distance(entry);
    }
  }
}
