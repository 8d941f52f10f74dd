package io.megadb.function.window;

import io.megadb.function.FunctionSignature;
import io.megadb.function.WindowFunction;
import io.megadb.type.PgType;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A window function made of a function that binds it. */
record SimpleWindowFunction(
    FunctionSignature signature,
    boolean usesFrame,
    BiFunction<List<PgType>, PgType, Kernel> binder)
    implements WindowFunction {

  /** For a table of functions: one kernel for every type. */
  static Function<FunctionSignature, WindowFunction> of(Kernel kernel) {
    return signature -> new SimpleWindowFunction(signature, false, (arguments, result) -> kernel);
  }

  /** For a table of functions: one kernel over frames. */
  static Function<FunctionSignature, WindowFunction> framed(Kernel kernel) {
    return signature -> new SimpleWindowFunction(signature, true, (arguments, result) -> kernel);
  }

  /** For a table of functions: a kernel that needs the result's type. */
  static Function<FunctionSignature, WindowFunction> typed(Function<PgType, Kernel> binder) {
    return signature ->
        new SimpleWindowFunction(signature, false, (arguments, result) -> binder.apply(result));
  }

  @Override
  public Kernel bind(List<PgType> arguments, PgType result) {
    return binder.apply(arguments, result);
  }
}
