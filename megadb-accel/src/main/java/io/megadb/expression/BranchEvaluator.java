package io.megadb.expression;

import io.megadb.execution.ExecutionContext;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.Vector;

/** CASE: conditions are evaluated for the rows still open, values for the rows that take them. */
final class BranchEvaluator implements Evaluator {
  private final PartialEvaluator[] conditions;
  private final PartialEvaluator[] values;
  private final PartialEvaluator otherwise;
  private final PgType type;

  BranchEvaluator(
      PartialEvaluator[] conditions,
      PartialEvaluator[] values,
      PartialEvaluator otherwise,
      PgType type) {
    this.conditions = conditions;
    this.values = values;
    this.otherwise = otherwise;
    this.type = type;
  }

  @Override
  public Vector evaluate(Batch batch, ExecutionContext context) {
    int size = batch.size();
    int[] open = new int[size];
    for (int i = 0; i < size; i++) {
      open[i] = i;
    }
    int count = size;
    ScatteredResult result = new ScatteredResult(type, size);
    Selection selection = new Selection();
    for (int k = 0; k < conditions.length && count > 0; k++) {
      selection.select(conditions[k].evaluate(batch, open, count, context));
      int taken = selection.count();
      if (taken == 0) {
        continue;
      }
      int[] rows = new int[taken];
      for (int i = 0; i < taken; i++) {
        rows[i] = open[selection.rows()[i]];
      }
      Vector value = values[k].evaluate(batch, rows, taken, context);
      if (taken == size && (value instanceof ConstantVector || k == 0)) {
        return value;
      }
      result.put(rows, taken, value);
      count = remove(open, count, selection);
    }
    if (count > 0) {
      Vector value = otherwise.evaluate(batch, open, count, context);
      if (count == size) {
        return value;
      }
      result.put(open, count, value);
    }
    return result.build();
  }

  private static int remove(int[] open, int count, Selection taken) {
    int kept = 0;
    int next = 0;
    for (int i = 0; i < count; i++) {
      if (next < taken.count() && taken.rows()[next] == i) {
        next++;
      } else {
        open[kept++] = open[i];
      }
    }
    return kept;
  }
}
