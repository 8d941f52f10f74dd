package io.megadb.function.cast;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.vector.FlatVector;

/** A conversion and then the modifier. */
record ComposedBody(StrictBody first, StrictBody second) implements StrictBody {
  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    FlatVector converted = first.compute(arguments, rows, validity, context);
    return second.compute(
        new Operand[] {Operand.of(converted)}, rows, converted.validity(), context);
  }
}
