package io.megadb.gateway.bench;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The random graph of the Graph 500 benchmark (https://graph500.org): 2 to the power of the scale
 * vertices, 16 times as many edges thrown by the probabilities 0.57, 0.19, 0.19, 0.05, vertices
 * shuffled; loops and repeated edges left out. Edges have weights 1 to 255.
 */
final class KroneckerGraph {
  private static final int EDGES_A_VERTEX = 16;
  private static final double A = 0.57;
  private static final double B = 0.19;
  private static final double C = 0.19;

  private final int vertices;

  /** The smaller end in the high half, ascending. */
  private final long[] edges;

  private final double[] weights;

  KroneckerGraph(int scale, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    vertices = 1 << scale;
    int[] names = shuffled(random);
    long[] thrown = new long[vertices * EDGES_A_VERTEX];
    for (int i = 0; i < thrown.length; i++) {
      int from = 0;
      int to = 0;
      for (int bit = 0; bit < scale; bit++) {
        double place = random.nextDouble();
        from = from << 1 | (place >= A + B ? 1 : 0);
        to = to << 1 | (place >= A && place < A + B || place >= A + B + C ? 1 : 0);
      }
      int a = names[from];
      int b = names[to];
      thrown[i] = (long) Math.min(a, b) << 32 | Math.max(a, b);
    }
    Arrays.sort(thrown);
    int count = 0;
    for (int i = 0; i < thrown.length; i++) {
      boolean loop = (int) thrown[i] == (int) (thrown[i] >>> 32);
      if (!loop && (i == 0 || thrown[i] != thrown[i - 1])) {
        thrown[count++] = thrown[i];
      }
    }
    edges = Arrays.copyOf(thrown, count);
    weights = random.doubles(count, 1, 256).map(Math::floor).toArray();
  }

  private int[] shuffled(SplittableRandom random) {
    int[] names = new int[vertices];
    for (int i = 0; i < vertices; i++) {
      int other = random.nextInt(i + 1);
      names[i] = names[other];
      names[other] = i;
    }
    return names;
  }

  int vertices() {
    return vertices;
  }

  int edges() {
    return edges.length;
  }

  int from(int edge) {
    return (int) (edges[edge] >>> 32);
  }

  int to(int edge) {
    return (int) edges[edge];
  }

  /** Lines of COPY's text format: from, to, weight. */
  void writeText(OutputStream out) throws IOException {
    for (int edge = 0; edge < edges.length; edge++) {
      String line = from(edge) + "\t" + to(edge) + "\t" + (int) weights[edge] + "\n";
      out.write(line.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
  }

  /** Pairs of 32-bit integers, least byte first. */
  void writeEnds(Path file) throws IOException {
    try (DataOutputStream out = stream(file)) {
      for (int edge = 0; edge < edges.length; edge++) {
        out.writeInt(Integer.reverseBytes(from(edge)));
        out.writeInt(Integer.reverseBytes(to(edge)));
      }
    }
  }

  /** 64-bit floats, least byte first. */
  void writeWeights(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    try (DataOutputStream out = stream(file)) {
      for (double weight : weights) {
        out.write(bytes.putDouble(0, weight).array());
      }
    }
  }

  private static DataOutputStream stream(Path file) throws IOException {
    return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }
}
