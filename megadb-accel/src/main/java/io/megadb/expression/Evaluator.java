package io.megadb.expression;

import io.megadb.execution.ExecutionContext;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;

/** A compiled expression. Confined to one thread. */
@FunctionalInterface
public interface Evaluator {
  /** One value for each row of the batch; a constant stays a constant vector. */
  Vector evaluate(Batch batch, ExecutionContext context);
}
