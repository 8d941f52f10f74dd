package io.megadb.vectorops.search;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.operator.Selection;
import io.megadb.plan.ScanColumn;
import io.megadb.vector.Batch;
import io.megadb.vectorops.kernel.Distance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** One search among the rows of an index that pass a scan's filters. For one thread. */
final class RowSearch {
  private final NeighbourQuery query;
  private final IndexedRows rows;
  private final List<Integer> columns;

  /** Rows that pass; null if all do. */
  private final BitSet passing;

  RowSearch(NeighbourQuery query, IndexedRows rows, ExecutionContext context) {
    this.query = query;
    this.rows = rows;
    columns = query.scan().columns().stream().map(ScanColumn::ordinal).toList();
    passing = query.scan().filters().isEmpty() ? null : filter(context);
  }

  private BitSet filter(ExecutionContext context) {
    List<Evaluator> filters = Expressions.compile(query.scan().filters(), context);
    BitSet passed = new BitSet(rows.size());
    for (int chunk = 0; chunk < rows.chunks().size(); chunk++) {
      context.cancellation().check();
      Batch batch = rows.chunks().get(chunk).project(columns);
      int[] left = new int[batch.size()];
      Arrays.setAll(left, i -> i);
      int count = left.length;
      for (Evaluator filter : filters) {
        // As the scan does: a later filter never sees a row that an earlier one refused.
        Batch remaining = count == batch.size() ? batch : batch.select(left, count);
        int[] chosen = new int[count];
        int passedHere = Selection.trueRows(filter.evaluate(remaining, context), chosen);
        for (int i = 0; i < passedHere; i++) {
          left[i] = left[chosen[i]];
        }
        count = passedHere;
        if (count == 0) {
          break;
        }
      }
      for (int i = 0; i < count; i++) {
        passed.set(rows.start(chunk) + left[i]);
      }
    }
    return passed;
  }

  boolean isFiltered() {
    return passing != null;
  }

  /** Rows that pass the filters, those without a vector included. */
  int matching() {
    return passing == null ? rows.size() : passing.cardinality();
  }

  private boolean counts(int node) {
    int row = rows.rowOf(node);
    return row >= 0 && (passing == null || passing.get(row));
  }

  /** Rows near a vector, by the graph. */
  int[] search(List<?> vector, int breadth) {
    float[] floats = new float[vector.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Double) vector.get(i)).floatValue();
    }
    int[] nodes = rows.graph().search(floats, breadth, this::counts);
    return Arrays.stream(nodes).map(rows::rowOf).toArray();
  }

  /** The nearest of all rows that pass, and those as near as the last of them. */
  int[] compare(List<?> vector, int wanted) {
    double[] sought = vector.stream().mapToDouble(element -> (Double) element).toArray();
    int[] candidates = passing.stream().filter(row -> rows.nodeOf(row) >= 0).toArray();
    double[] distances = new double[candidates.length];
    double[] other = new double[sought.length];
    for (int i = 0; i < candidates.length; i++) {
      float[] floats = rows.graph().vector(rows.nodeOf(candidates[i]));
      for (int j = 0; j < other.length; j++) {
        other[j] = floats[j];
      }
      distances[i] = distance().between(other, sought);
    }
    if (candidates.length <= wanted) {
      return candidates;
    }
    double[] ordered = distances.clone();
    Arrays.sort(ordered);
    double last = ordered[wanted - 1];
    List<Integer> nearest = new ArrayList<>();
    for (int i = 0; i < candidates.length; i++) {
      if (!(distances[i] > last)) {
        nearest.add(candidates[i]);
      }
    }
    return nearest.stream().mapToInt(Integer::intValue).toArray();
  }

  private Distance distance() {
    return query.distance();
  }

  /** The scan's columns of rows. */
  List<List<Object>> values(int[] found) {
    List<List<Object>> values = new ArrayList<>(found.length);
    int indexed = columns.get(query.column());
    for (int row : found) {
      values.add(rows.values(row, columns, indexed));
    }
    return values;
  }
}
