package io.megadb.function.builtin;

import io.megadb.function.FunctionProvider;
import io.megadb.function.aggregate.AggregateFunctions;
import io.megadb.function.arithmetic.ArithmeticOperators;
import io.megadb.function.arithmetic.FloatFunctions;
import io.megadb.function.arithmetic.NumberFunctions;
import io.megadb.function.array.ArrayConstructor;
import io.megadb.function.array.ArrayElement;
import io.megadb.function.array.ArrayFunctions;
import io.megadb.function.array.ArraySlice;
import io.megadb.function.cast.CastFunctions;
import io.megadb.function.comparison.ComparisonFunctions;
import io.megadb.function.datetime.DateTimeFunctions;
import io.megadb.function.datetime.DateTimeOperators;
import io.megadb.function.datetime.DateTimeTemplates;
import io.megadb.function.json.JsonAggregates;
import io.megadb.function.json.JsonConstructors;
import io.megadb.function.json.JsonFunctions;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.string.EncodingFunctions;
import io.megadb.function.string.FormatFunctions;
import io.megadb.function.string.PatternOperators;
import io.megadb.function.string.RegexFunctions;
import io.megadb.function.string.SplittingFunctions;
import io.megadb.function.string.StringFunctions;
import io.megadb.function.system.SystemFunctions;
import io.megadb.function.table.TableFunctions;
import io.megadb.function.window.WindowFunctions;
import io.megadb.spi.TaskPlugin;
import java.util.List;

/** The plugin of PostgreSQL's built-in functions, operators, casts and aggregates. */
public final class BuiltinFunctions implements TaskPlugin {
  private static final List<FunctionFamily> FAMILIES =
      List.of(
          new ComparisonFunctions(),
          new ArithmeticOperators(),
          new FloatFunctions(),
          new NumberFunctions(),
          new DateTimeOperators(),
          new TableFunctions(),
          new SplittingFunctions(),
          new SystemFunctions(),
          new JsonFunctions(),
          new JsonConstructors(),
          new JsonAggregates(),
          new ArrayFunctions(),
          new DateTimeFunctions(),
          new DateTimeTemplates(),
          new PatternOperators(),
          new StringFunctions(),
          new FormatFunctions(),
          new EncodingFunctions(),
          new RegexFunctions(),
          new CastFunctions(),
          new AggregateFunctions(),
          new WindowFunctions());

  @Override
  public String name() {
    return "builtin";
  }

  @Override
  public List<FunctionProvider> functions() {
    return List.of(BuiltinFunctions::register);
  }

  private static void register(io.megadb.function.FunctionRegistry.Builder registry) {
    CatalogFunctionTable table = new CatalogFunctionTable();
    FAMILIES.forEach(family -> family.define(table));
    table.register(registry);
    registry.add(AggregateFunctions.singleValue());
    registry.add(AggregateFunctions.anyValue());
    registry.add(AggregateFunctions.firstValue());
    registry.add(new ArrayElement());
    registry.add(new ArrayConstructor());
    registry.add(new ArraySlice());
  }
}
