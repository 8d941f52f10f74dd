package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.AggregateFunction;
import io.megadb.function.Aggregator;
import io.megadb.function.FunctionSignature;
import io.megadb.type.PgType;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** An aggregate made of a function that binds it. */
public record SimpleAggregate(
    FunctionSignature signature, BiFunction<List<PgType>, PgType, Aggregator> binder)
    implements AggregateFunction {

  /** An aggregator made of its parts. */
  public record Bound(List<PgType> stateTypes, Supplier<Accumulator> factory)
      implements Aggregator {
    @Override
    public Accumulator create() {
      return factory.get();
    }
  }

  /** For a table of functions. */
  public static Function<FunctionSignature, AggregateFunction> of(
      BiFunction<List<PgType>, PgType, Aggregator> binder) {
    return signature -> new SimpleAggregate(signature, binder);
  }

  @Override
  public Aggregator bind(List<PgType> arguments, PgType result) {
    return binder.apply(arguments, result);
  }
}
