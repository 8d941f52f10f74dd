package io.megadb.function;

import io.megadb.type.PgType;
import java.util.List;

/** A function of many rows to one value. */
public interface AggregateFunction {
  FunctionSignature signature();

  /** Prepares the aggregate for one call site; the argument types are the actual ones. */
  Aggregator bind(List<PgType> arguments, PgType result);
}
