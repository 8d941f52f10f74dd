package io.megadb.vectorops.search;

import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.Values;
import io.megadb.vectorops.index.HnswGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All rows of a table at one version, and the node of each in the graph. Immutable, but for the
 * graph, to which later versions add nodes.
 */
final class IndexedRows {
  private final long version;
  private final HnswGraph graph;
  private final List<Batch> chunks;
  private final int[] starts;
  private final int[] nodeOfRow;
  private final int[] rowOfNode;
  private final Map<Bytes, Integer> nodeOfIdentity;
  private final long bytes;

  /**
   * @param version as {@code DatabaseTransaction.contentVersion} gives it
   * @param chunks rows in order, all columns; the indexed one is a column of nulls
   * @param starts number of each chunk's first row, and of all rows
   * @param nodeOfRow -1 for rows without a vector that can be indexed
   * @param nodeOfIdentity by the rows' identities
   */
  IndexedRows(
      long version,
      HnswGraph graph,
      List<Batch> chunks,
      int[] starts,
      int[] nodeOfRow,
      Map<Bytes, Integer> nodeOfIdentity,
      long bytes) {
    this.version = version;
    this.graph = graph;
    this.chunks = List.copyOf(chunks);
    this.starts = starts;
    this.nodeOfRow = nodeOfRow;
    this.nodeOfIdentity = nodeOfIdentity;
    this.bytes = bytes;
    rowOfNode = new int[graph.size()];
    Arrays.fill(rowOfNode, -1);
    for (int row = 0; row < nodeOfRow.length; row++) {
      if (nodeOfRow[row] >= 0) {
        rowOfNode[nodeOfRow[row]] = row;
      }
    }
  }

  long version() {
    return version;
  }

  HnswGraph graph() {
    return graph;
  }

  List<Batch> chunks() {
    return chunks;
  }

  /** Number of a chunk's first row. */
  int start(int chunk) {
    return starts[chunk];
  }

  /** The node of a row; -1 if it has none. */
  int nodeOf(int row) {
    return nodeOfRow[row];
  }

  /** The node that the row of an identity has; null if there is none. */
  Integer nodeOf(Bytes identity) {
    return nodeOfIdentity.get(identity);
  }

  long bytes() {
    return bytes;
  }

  /** Share of the graph's nodes that no row has. */
  double dead() {
    long alive = Arrays.stream(nodeOfRow).filter(node -> node >= 0).count();
    return graph.size() == 0 ? 0 : 1 - (double) alive / graph.size();
  }

  int size() {
    return nodeOfRow.length;
  }

  /** The row of a node; -1 if this version has none, as of nodes added later. */
  int rowOf(int node) {
    return node < rowOfNode.length ? rowOfNode[node] : -1;
  }

  /**
   * Values of a row.
   *
   * @param columns positions in the table
   * @param vector the indexed column
   */
  List<Object> values(int row, List<Integer> columns, int vector) {
    int chunk = chunk(row);
    List<Object> values = new ArrayList<>(columns.size());
    for (int column : columns) {
      values.add(
          column == vector
              ? boxed(graph.vector(nodeOfRow[row]))
              : Values.get(chunks.get(chunk).column(column), row - starts[chunk]));
    }
    return values;
  }

  private static List<Object> boxed(float[] vector) {
    List<Object> values = new ArrayList<>(vector.length);
    for (float element : vector) {
      values.add((double) element);
    }
    return values;
  }

  /** The chunk that has a row. */
  int chunk(int row) {
    int low = 0;
    int high = chunks.size() - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (starts[middle] <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
