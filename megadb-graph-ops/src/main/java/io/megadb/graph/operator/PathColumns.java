package io.megadb.graph.operator;

import io.megadb.graph.kernel.Path;
import io.megadb.graph.plan.PathSpec;
import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.ListBuilder;
import io.megadb.vector.LongVector;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One batch of paths as the columns that a search exports. */
final class PathColumns {
  private final PathSpec spec;
  private final GraphRows rows;
  private final int[][] elements;
  private final long[][] lengths;
  private final double[][] costs;
  private final ListBuilder[] lists;
  private int size;

  PathColumns(PathSpec spec, GraphRows rows, int capacity) {
    this.spec = spec;
    this.rows = rows;
    int count = spec.exports().size();
    elements = new int[count][];
    lengths = new long[count][];
    costs = new double[count][];
    lists = new ListBuilder[count];
    for (int i = 0; i < count; i++) {
      switch (spec.exports().get(i).kind()) {
        case VERTEX, EDGE, ITEM_VERTEX, ITEM_EDGE, ITEM_END -> elements[i] = new int[capacity];
        case LENGTH, ITEM, MATCH -> lengths[i] = new long[capacity];
        case COST -> costs[i] = new double[capacity];
        case VERTICES, EDGES ->
            lists[i] = new ListBuilder(VectorBuilder.of(VectorKind.BYTES, capacity), capacity);
      }
    }
  }

  int size() {
    return size;
  }

  /**
   * @param cost of the path
   * @param item which of its rows
   * @param match its number
   */
  void add(Path path, double cost, int item, long match) {
    for (int i = 0; i < elements.length; i++) {
      PathSpec.Export export = spec.exports().get(i);
      switch (export.kind()) {
        case VERTEX -> elements[i][size] = path.vertex(path.place(export.index()));
        case EDGE -> elements[i][size] = path.edge(path.place(export.index()));
        case LENGTH -> lengths[i][size] = path.length();
        case COST -> costs[i][size] = cost;
        case ITEM_VERTEX -> elements[i][size] = path.vertex(item);
        case ITEM_EDGE -> elements[i][size] = item < path.length() ? path.edge(item) : -1;
        case ITEM_END -> elements[i][size] = item < path.length() ? path.vertex(item + 1) : -1;
        case ITEM -> lengths[i][size] = item;
        case MATCH -> lengths[i][size] = match;
        case VERTICES -> vertices(path, lists[i]);
        case EDGES -> edges(path, lists[i]);
      }
    }
    size++;
  }

  private void vertices(Path path, ListBuilder list) {
    FlatVector texts = rows.vertexTexts();
    for (int i = 0; i <= path.length(); i++) {
      list.elements().appendFrom(texts, rows.vertexRow(path.vertex(i)));
    }
    list.endRow();
  }

  private void edges(Path path, ListBuilder list) {
    for (int i = 0; i < path.length(); i++) {
      list.elements().appendFrom(rows.edgeTexts(), rows.edgeRow(path.edge(i)));
    }
    list.endRow();
  }

  Batch build() {
    List<Vector> columns = new ArrayList<>();
    for (int i = 0; i < elements.length; i++) {
      switch (spec.exports().get(i).kind()) {
        case VERTEX, ITEM_VERTEX, ITEM_END ->
            Collections.addAll(columns, rows.vertices(elements[i], size).columns());
        case EDGE, ITEM_EDGE ->
            Collections.addAll(columns, rows.edges(elements[i], size).columns());
        case LENGTH, ITEM, MATCH ->
            columns.add(new LongVector(size, java.util.Arrays.copyOf(lengths[i], size), null));
        case COST ->
            columns.add(new DoubleVector(size, java.util.Arrays.copyOf(costs[i], size), null));
        case VERTICES, EDGES -> columns.add(lists[i].build());
      }
    }
    return new Batch(size, columns.toArray(new Vector[0]));
  }
}
