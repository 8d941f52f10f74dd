package io.megadb.plan;

import io.megadb.function.FunctionId;
import io.megadb.type.PgType;
import java.io.Serializable;
import java.util.List;

/**
 * One aggregate of an {@link AggregateNode}.
 *
 * @param arguments input columns
 * @param argumentTypes their types (of the original input, also in phase FINAL)
 * @param distinct only different argument rows count
 * @param filter boolean input column, or -1
 * @param order sort keys over input columns that fix the order of rows; empty for any
 * @param type of the final value
 */
public record AggregateCall(
    FunctionId function,
    List<Integer> arguments,
    List<PgType> argumentTypes,
    boolean distinct,
    int filter,
    List<SortKey> order,
    PgType type)
    implements Serializable {
  public AggregateCall {
    arguments = List.copyOf(arguments);
    argumentTypes = List.copyOf(argumentTypes);
    order = List.copyOf(order);
  }
}
