package io.megadb.plan;

import io.megadb.function.FunctionId;
import io.megadb.type.PgType;
import java.io.Serializable;
import java.util.List;

/**
 * One function of a {@link WindowNode}.
 *
 * @param function a window function or an aggregate
 * @param arguments input columns
 * @param argumentTypes their types
 * @param filter boolean input column that keeps rows from an aggregate, or -1
 * @param orderKeys how many of the node's sort keys order this call's window; rows that are equal
 *     in them are peers
 * @param type of the result
 */
public record WindowCall(
    FunctionId function,
    List<Integer> arguments,
    List<PgType> argumentTypes,
    int filter,
    int orderKeys,
    WindowFrame frame,
    PgType type)
    implements Serializable {
  public WindowCall {
    arguments = List.copyOf(arguments);
    argumentTypes = List.copyOf(argumentTypes);
  }
}
