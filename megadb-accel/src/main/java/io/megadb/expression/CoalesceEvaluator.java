package io.megadb.expression;

import io.megadb.execution.ExecutionContext;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;

/** COALESCE: later operands are evaluated only for rows where all before are null. */
final class CoalesceEvaluator implements Evaluator {
  private final PartialEvaluator[] operands;
  private final PgType type;

  CoalesceEvaluator(PartialEvaluator[] operands, PgType type) {
    this.operands = operands;
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
    for (int k = 0; k < operands.length && count > 0; k++) {
      Vector value = operands[k].evaluate(batch, open, count, context);
      if (count == size && !value.mayHaveNulls()) {
        return value;
      }
      int[] target = new int[count];
      int[] source = new int[count];
      int found = 0;
      int left = 0;
      for (int i = 0; i < count; i++) {
        if (value.isNull(i)) {
          open[left++] = open[i];
        } else {
          target[found] = open[i];
          source[found++] = i;
        }
      }
      result.put(target, source, found, value);
      count = left;
    }
    return result.build();
  }
}
