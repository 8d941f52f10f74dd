package io.megadb.function;

import io.megadb.type.PgType;
import java.util.List;

/** A function of one row to one value. */
public interface ScalarFunction {
  FunctionSignature signature();

  /**
   * Prepares the kernel for one call site.
   *
   * @param arguments the actual argument types, one per argument
   * @param result the result type with its modifier
   */
  ScalarKernel bind(List<PgType> arguments, PgType result);
}
