package io.megadb.function.aggregate;

import io.megadb.function.Accumulator;
import io.megadb.function.AggregateFunction;
import io.megadb.function.FunctionSignature;
import io.megadb.function.aggregate.SimpleAggregate.Bound;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** count, sum, avg, min, max, bool_…, bit_…, string_agg, array_agg and the variance family. */
public final class AggregateFunctions implements FunctionFamily {
  private static final PgType INT8 = PgType.of(PgTypes.INT8);
  private static final PgType NUMERIC = PgType.of(PgTypes.NUMERIC);
  private static final PgType BYTEA = PgType.of(PgTypes.BYTEA);
  private static final PgType INTERVAL = PgType.of(PgTypes.INTERVAL);

  private static final Map<String, boolean[]> VARIANCES =
      Map.of(
          "variance", new boolean[] {true, false},
          "var_samp", new boolean[] {true, false},
          "var_pop", new boolean[] {false, false},
          "stddev", new boolean[] {true, true},
          "stddev_samp", new boolean[] {true, true},
          "stddev_pop", new boolean[] {false, true});

  @Override
  public void define(FunctionTable table) {
    table.aggregate("count()", fixed(List.of(INT8), CountAccumulator::new));
    table.aggregate("count(any)", fixed(List.of(INT8), CountAccumulator::new));
    for (FunctionSignature signature : table.functions("sum")) {
      sums(table, signature, false);
    }
    for (FunctionSignature signature : table.functions("avg")) {
      sums(table, signature, true);
    }
    for (String name : List.of("min", "max")) {
      for (FunctionSignature signature : table.functions(name)) {
        table.aggregate(signature.id().text(), extreme(name.equals("max")));
      }
    }
    for (String name : List.of("bool_and", "every", "bool_or")) {
      boolean and = !name.equals("bool_or");
      table.aggregate(
          name + "(bool)", fixed(List.of(PgType.of(PgTypes.BOOL)), () -> new BoolAccumulator(and)));
    }
    bits(table, "bit_and", '&');
    bits(table, "bit_or", '|');
    bits(table, "bit_xor", '^');
    for (BaseType type : List.of(PgTypes.TEXT, PgTypes.BYTEA)) {
      table.aggregate(
          "string_agg(" + type + "," + type + ")",
          fixed(List.of(PgType.of(type), PgType.of(type)), StringAggAccumulator::new));
    }
    table.aggregate(
        "array_agg(anyelement)",
        SimpleAggregate.of(
            (arguments, result) ->
                new Bound(
                    List.of(result), () -> new ArrayAggAccumulator(arguments.get(0), result))));
    for (RegressionAccumulator.Statistic statistic : RegressionAccumulator.Statistic.values()) {
      List<PgType> state =
          new ArrayList<>(Collections.nCopies(RegressionAccumulator.SUMS, NUMERIC));
      state.add(INT8);
      table.aggregate(
          statistic.name().toLowerCase(Locale.ROOT) + "(float8,float8)",
          fixed(state, () -> new RegressionAccumulator(statistic)));
    }
    orderedSets(table, "percentile_cont", OrderedSetAccumulator.Pick.CONTINUOUS);
    orderedSets(table, "percentile_disc", OrderedSetAccumulator.Pick.DISCRETE);
    orderedSets(table, "mode", OrderedSetAccumulator.Pick.MODE);
    VARIANCES.forEach(
        (name, form) -> {
          for (FunctionSignature signature : table.functions(name)) {
            variance(table, signature, form[0], form[1]);
          }
        });
  }

  private static Function<FunctionSignature, AggregateFunction> fixed(
      List<PgType> state, Supplier<Accumulator> factory) {
    return SimpleAggregate.of((arguments, result) -> new Bound(state, factory));
  }

  private static void orderedSets(
      FunctionTable table, String name, OrderedSetAccumulator.Pick pick) {
    for (FunctionSignature signature : table.functions(name)) {
      table.aggregate(
          signature.id().text(),
          SimpleAggregate.of(
              (arguments, result) -> {
                PgType type = arguments.get(arguments.size() - 1);
                return new Bound(List.of(), () -> new OrderedSetAccumulator(pick, type, result));
              }));
    }
  }

  private static void sums(FunctionTable table, FunctionSignature signature, boolean average) {
    BaseType type = signature.arguments().get(0);
    Function<FunctionSignature, AggregateFunction> aggregate =
        switch (type.oid()) {
          case PgTypes.INT2_OID, PgTypes.INT4_OID ->
              average
                  ? fixed(List.of(NUMERIC, INT8), () -> new NumericSumAccumulator(true))
                  : fixed(List.of(INT8), LongSumAccumulator::new);
          case PgTypes.INT8_OID, PgTypes.NUMERIC_OID ->
              fixed(List.of(NUMERIC, INT8), () -> new NumericSumAccumulator(average));
          case PgTypes.FLOAT4_OID, PgTypes.FLOAT8_OID -> {
            boolean single = signature.result().equals(PgTypes.FLOAT4);
            yield fixed(List.of(BYTEA, INT8), () -> new FloatSumAccumulator(average, single));
          }
          case PgTypes.INTERVAL_OID ->
              fixed(List.of(INTERVAL, INT8), () -> new IntervalSumAccumulator(average));
          default -> null;
        };
    if (aggregate != null) {
      table.aggregate(signature.id().text(), aggregate);
    }
  }

  private static Function<FunctionSignature, AggregateFunction> extreme(boolean max) {
    return SimpleAggregate.of(
        (arguments, result) -> {
          PgType type = arguments.get(0);
          Supplier<Accumulator> factory =
              type.kind() == VectorKind.LONG
                  ? () -> new LongExtremeAccumulator(max)
                  : () -> new ExtremeAccumulator(max, type);
          return new Bound(List.of(type), factory);
        });
  }

  private static void bits(FunctionTable table, String name, char operator) {
    for (BaseType type : List.of(PgTypes.INT2, PgTypes.INT4, PgTypes.INT8)) {
      table.aggregate(
          name + "(" + type + ")",
          fixed(List.of(PgType.of(type)), () -> new BitAccumulator(operator)));
    }
  }

  private static void variance(
      FunctionTable table, FunctionSignature signature, boolean sample, boolean root) {
    BaseType type = signature.arguments().get(0);
    boolean floating = type.kind() == VectorKind.DOUBLE;
    table.aggregate(
        signature.id().text(),
        fixed(
            List.of(NUMERIC, NUMERIC, INT8),
            () -> new VarianceAccumulator(sample, root, floating, type.kind())));
  }

  /** The aggregate behind scalar subqueries; PostgreSQL has no such function. */
  public static AggregateFunction singleValue() {
    return ownAggregate(16384, "single_value", SingleValueAccumulator.Rule.ONE_ROW);
  }

  /** Some value that is not null; PostgreSQL 16's any_value. */
  public static AggregateFunction anyValue() {
    return ownAggregate(16385, "any_value", SingleValueAccumulator.Rule.FIRST_VALUE);
  }

  /** The value of the first row, be it null; UPDATE … FROM takes the first row that matches. */
  public static AggregateFunction firstValue() {
    return ownAggregate(16389, "first_row_value", SingleValueAccumulator.Rule.FIRST_ROW);
  }

  private static AggregateFunction ownAggregate(
      int oid, String name, SingleValueAccumulator.Rule rule) {
    FunctionSignature signature =
        new FunctionSignature(
            oid,
            name,
            List.of(PgTypes.ANYELEMENT),
            false,
            0,
            PgTypes.ANYELEMENT,
            io.megadb.function.Volatility.IMMUTABLE,
            false,
            false);
    return new SimpleAggregate(
        signature,
        (arguments, result) ->
            new Bound(
                List.of(result, INT8), () -> new SingleValueAccumulator(arguments.get(0), rule)));
  }
}
