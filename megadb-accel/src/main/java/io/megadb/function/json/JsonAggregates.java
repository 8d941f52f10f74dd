package io.megadb.function.json;

import io.megadb.function.aggregate.SimpleAggregate;
import io.megadb.function.aggregate.SimpleAggregate.Bound;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;

/** json_agg, json_object_agg and their jsonb forms. */
public final class JsonAggregates implements FunctionFamily {
  private static final List<PgType> STATE = List.of(PgType.of(PgTypes.TEXT));

  @Override
  public void define(FunctionTable table) {
    for (String prefix : List.of("json", "jsonb")) {
      boolean binary = prefix.equals("jsonb");
      table.aggregate(
          prefix + "_agg(anyelement)",
          SimpleAggregate.of(
              (arguments, result) ->
                  new Bound(STATE, () -> new JsonArrayAccumulator(arguments.get(0), binary))));
      table.aggregate(
          prefix + "_object_agg(any,any)",
          SimpleAggregate.of(
              (arguments, result) ->
                  new Bound(STATE, () -> new JsonObjectAccumulator(arguments, binary))));
    }
  }
}
