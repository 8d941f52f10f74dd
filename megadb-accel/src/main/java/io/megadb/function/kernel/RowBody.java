package io.megadb.function.kernel;

import io.megadb.function.EvaluationContext;
import io.megadb.vector.VectorBuilder;

/** The computation of one row, where a call per row does not matter. */
@FunctionalInterface
public interface RowBody {
  /** Appends exactly one value or null. */
  void apply(Operand[] arguments, int row, VectorBuilder out, EvaluationContext context);
}
