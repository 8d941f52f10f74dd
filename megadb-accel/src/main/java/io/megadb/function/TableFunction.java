package io.megadb.function;

import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.util.Iterator;
import java.util.List;

/** A function of one row to many rows, such as generate_series. */
public interface TableFunction {
  FunctionSignature signature();

  /** Names of the result's columns when the caller gives none. */
  List<String> columnNames();

  /** Types of the result's columns for these argument types. */
  List<PgType> columnTypes(List<PgType> arguments);

  /**
   * The rows for one call, in batches of at most {@link Batch#MAX_ROWS}, made as they are asked
   * for.
   *
   * @param arguments values as in {@code io.megadb.vector.Values}
   */
  Iterator<Batch> rows(List<PgType> types, List<Object> arguments, EvaluationContext context);
}
