package io.megadb.function;

import io.megadb.type.PgType;
import java.util.List;

/** A bound aggregate: makes the accumulators and names the columns of their partial state. */
public interface Aggregator {
  /** Types of the columns that {@link Accumulator#state} gives, for exchanges and spilling. */
  List<PgType> stateTypes();

  Accumulator create();
}
