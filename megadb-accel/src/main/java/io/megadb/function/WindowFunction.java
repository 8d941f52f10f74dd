package io.megadb.function;

import io.megadb.function.window.WindowRows;
import io.megadb.type.PgType;
import io.megadb.vector.Vector;
import java.util.List;

/** A function of a row and its window that is not an aggregate. */
public interface WindowFunction {
  FunctionSignature signature();

  /** Whether results depend on the frame; otherwise the rows come without frames. */
  boolean usesFrame();

  /** Prepares the function for one call site; the argument types are the actual ones. */
  Kernel bind(List<PgType> arguments, PgType result);

  /** Computes all rows at once. One instance belongs to one thread. */
  @FunctionalInterface
  interface Kernel {
    /**
     * @param arguments each a value a row, in the order of the rows
     * @return a vector of as many rows
     */
    Vector apply(WindowRows rows, Vector[] arguments);
  }
}
