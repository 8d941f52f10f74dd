package io.megadb.vectorops.search;

import io.megadb.operator.store.RowStore;
import io.megadb.vector.Batch;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.Vector;
import io.megadb.vectorops.join.NeighbourIndex;
import java.util.List;

/** An hnsw index for a join: the rows of a scan at the index's version. */
final class JoinIndex implements NeighbourIndex {
  private final IndexedRows rows;
  private final List<Integer> columns;
  private final int vector;
  private final int dimensions;
  private final int breadth;

  /**
   * @param columns the scan's, as positions in the table
   * @param vector which of them is indexed
   * @param breadth candidates that a search keeps
   */
  JoinIndex(IndexedRows rows, List<Integer> columns, int vector, int dimensions, int breadth) {
    this.rows = rows;
    this.columns = List.copyOf(columns);
    this.vector = vector;
    this.dimensions = dimensions;
    this.breadth = breadth;
  }

  @Override
  public int[] near(double[] elements, int from, int length, int wanted) {
    if (length != dimensions) {
      return null;
    }
    float[] sought = new float[length];
    boolean zero = true;
    for (int i = 0; i < length; i++) {
      sought[i] = (float) elements[from + i];
      zero &= sought[i] == 0;
    }
    if (zero) {
      // By the cosine and the inner product it is as near to one row as to another.
      return null;
    }
    int[] nodes =
        rows.graph().search(sought, Math.max(wanted, breadth), node -> rows.rowOf(node) >= 0);
    if (nodes.length < Math.min(wanted, rows.size())) {
      return null;
    }
    int[] found = new int[nodes.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = rows.rowOf(nodes[i]);
    }
    return found;
  }

  @Override
  public void append(int row, RowStore to) {
    int chunk = rows.chunk(row);
    int inChunk = row - rows.start(chunk);
    Batch batch = rows.chunks().get(chunk);
    Vector[] values = new Vector[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          i == vector
              ? list(rows.graph().vector(rows.nodeOf(row)))
              : batch.column(columns.get(i)).slice(inChunk, inChunk + 1).flat();
    }
    to.append(1, values);
  }

  private static ListVector list(float[] elements) {
    double[] values = new double[elements.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = elements[i];
    }
    return new ListVector(
        1, new int[] {0, values.length}, new DoubleVector(values.length, values, null), null);
  }
}
