package io.megadb.function.array;

import io.megadb.function.FunctionSignature;
import io.megadb.function.ScalarFunction;
import io.megadb.function.ScalarKernel;
import io.megadb.function.Volatility;
import io.megadb.function.kernel.Binder;
import io.megadb.function.kernel.Operand;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;

/** ARRAY[…], which PostgreSQL has no function for: its arguments as an array, nulls included. */
public final class ArrayConstructor implements ScalarFunction {
  private static final FunctionSignature SIGNATURE =
      new FunctionSignature(
          16387,
          "array_construct",
          List.of(PgTypes.ANYELEMENT),
          true,
          0,
          PgTypes.ANYARRAY,
          Volatility.IMMUTABLE,
          false,
          false);

  @Override
  public FunctionSignature signature() {
    return SIGNATURE;
  }

  @Override
  public ScalarKernel bind(List<PgType> arguments, PgType result) {
    return Binder.rowsWithNulls(
            (a, row, out, context) -> {
              List<Object> elements = new ArrayList<>(a.length);
              for (Operand element : a) {
                elements.add(element.isNull(row) ? null : element.valueAt(row));
              }
              out.append(elements);
            })
        .bind(SIGNATURE, arguments, result);
  }
}
