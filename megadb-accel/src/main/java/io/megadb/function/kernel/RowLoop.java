package io.megadb.function.kernel;

import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Validity;
import io.megadb.vector.VectorBuilder;

/** Runs a {@link RowBody} over all valid rows. */
record RowLoop(RowBody body, PgType result) implements StrictBody {
  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    VectorBuilder out = VectorBuilder.of(result, rows);
    for (int row = 0; row < rows; row++) {
      if (validity != null && !Validity.isValid(validity, row)) {
        out.appendNull();
      } else {
        body.apply(arguments, row, out, context);
      }
    }
    return out.build();
  }
}
