package io.megadb.function.kernel;

import io.megadb.function.FunctionSignature;
import io.megadb.function.ScalarKernel;
import io.megadb.type.PgType;
import java.util.List;

/** Makes the kernel of one call site. */
@FunctionalInterface
public interface Binder {
  ScalarKernel bind(FunctionSignature signature, List<PgType> arguments, PgType result);

  /** A function that is null where an argument is null. */
  static Binder strict(StrictBody body) {
    return (signature, arguments, result) -> new StrictKernel(body, result, signature.volatility());
  }

  /** A strict function, row by row. */
  static Binder rows(RowBody body) {
    return (signature, arguments, result) ->
        new StrictKernel(new RowLoop(body, result), result, signature.volatility());
  }

  /** A function that sees nulls, row by row: {@link Operand#isNull} tells. */
  static Binder rowsWithNulls(RowBody body) {
    return (signature, arguments, result) ->
        (vectors, rows, context) -> {
          Operand[] operands = new Operand[vectors.length];
          for (int i = 0; i < operands.length; i++) {
            operands[i] = Operand.of(vectors[i]);
          }
          return new RowLoop(body, result).compute(operands, rows, null, context);
        };
  }
}
