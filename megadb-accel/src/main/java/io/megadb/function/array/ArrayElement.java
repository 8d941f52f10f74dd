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
 * array[i], which PostgreSQL has no function for: the element at a position counted from 1, null
 * outside the array.
 */
public final class ArrayElement implements ScalarFunction {
  private static final FunctionSignature SIGNATURE =
      new FunctionSignature(
          16386,
          "array_element",
          List.of(PgTypes.ANYARRAY, PgTypes.INT4),
          false,
          0,
          PgTypes.ANYELEMENT,
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
              long position = a[1].longAt(row);
              boolean inside = position >= 1 && position <= elements.size();
              out.append(inside ? elements.get((int) position - 1) : null);
            })
        .bind(SIGNATURE, arguments, result);
  }
}
