package io.megadb.function.array;

import io.megadb.function.FunctionSignature;
import io.megadb.function.ScalarFunction;
import io.megadb.function.ScalarKernel;
import io.megadb.function.Volatility;
import io.megadb.function.kernel.Binder;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;

/**
 * array[from:to], which PostgreSQL has no function for: the elements at these positions, counted
 * from 1, as an array that begins at 1.
 */
public final class ArraySlice implements ScalarFunction {
  private static final FunctionSignature SIGNATURE =
      new FunctionSignature(
          16388,
          "array_slice",
          List.of(PgTypes.ANYARRAY, PgTypes.INT4, PgTypes.INT4),
          false,
          0,
          PgTypes.ANYARRAY,
          Volatility.IMMUTABLE,
          true,
          false);

  @Override
  public FunctionSignature signature() {
    return SIGNATURE;
  }

  @Override
  public ScalarKernel bind(List<PgType> arguments, PgType result) {
    return Binder.rows(
            (a, row, out, context) -> {
              List<?> elements = (List<?>) a[0].valueAt(row);
              int from = (int) Math.max(1, a[1].longAt(row));
              int to = (int) Math.min(elements.size(), a[2].longAt(row));
              out.append(from > to ? List.of() : elements.subList(from - 1, to));
            })
        .bind(SIGNATURE, arguments, result);
  }
}
