package io.megadb.function;

import io.megadb.type.BaseType;
import java.util.List;

/**
 * What pg_proc says of a function.
 *
 * @param oid pg_proc.oid; PostgreSQL's where it has the function, else 16384 or above
 * @param name as called, such as "substring"
 * @param arguments argument types; the last repeats if {@code variadic}; polymorphic pseudo types
 *     (anyelement, anyarray, any) allowed
 * @param variadic the last argument may be given any number of times (at least once)
 * @param optional number of trailing arguments that have defaults
 * @param result result type; a polymorphic one follows the arguments
 * @param strict null in any argument gives null
 * @param returnsSet a row per result: only in FROM or a select list
 */
public record FunctionSignature(
    int oid,
    String name,
    List<BaseType> arguments,
    boolean variadic,
    int optional,
    BaseType result,
    Volatility volatility,
    boolean strict,
    boolean returnsSet) {

  public FunctionSignature {
    arguments = List.copyOf(arguments);
  }

  public FunctionId id() {
    return FunctionId.of(name, arguments);
  }
}
