package io.megadb.function.kernel;

import io.megadb.function.AggregateFunction;
import io.megadb.function.FunctionSignature;
import io.megadb.function.OperatorSignature;
import io.megadb.function.TableFunction;
import io.megadb.function.WindowFunction;
import java.util.List;
import java.util.function.Function;

/**
 * Where a family puts its implementations. A signature is PostgreSQL's and is looked up by id, such
 * as {@code "lower(text)"}; an id that PostgreSQL does not have is refused.
 */
public interface FunctionTable {
  /** Implements a scalar function; the first implementation of an id stays. */
  void scalar(String id, Binder binder);

  /** Implements an aggregate. */
  void aggregate(String id, Function<FunctionSignature, AggregateFunction> aggregate);

  /** Implements a table function. */
  void table(String id, Function<FunctionSignature, TableFunction> function);

  /** Implements a window function that is no aggregate. */
  void window(String id, Function<FunctionSignature, WindowFunction> function);

  /** All operators of PostgreSQL with this symbol over known types, implemented or not. */
  List<OperatorSignature> operators(String symbol);

  /** All functions of PostgreSQL with this name over known types, implemented or not. */
  List<FunctionSignature> functions(String name);

  default void strict(String id, StrictBody body) {
    scalar(id, Binder.strict(body));
  }

  default void rows(String id, RowBody body) {
    scalar(id, Binder.rows(body));
  }

  default void rowsWithNulls(String id, RowBody body) {
    scalar(id, Binder.rowsWithNulls(body));
  }
}
