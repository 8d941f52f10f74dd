package io.megadb.function.kernel;

import io.megadb.function.EvaluationContext;
import io.megadb.vector.FlatVector;

/** The computation of a strict function, once nulls are dealt with. */
@FunctionalInterface
public interface StrictBody {
  /**
   * Computes all rows; raises errors only for valid ones.
   *
   * @param validity rows where no argument is null; null if that is all rows
   * @return a vector whose validity is that, or has further nulls
   */
  FlatVector compute(Operand[] arguments, int rows, long[] validity, EvaluationContext context);
}
