package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/**
 * Everything written in and after a function's parentheses.
 *
 * @param name with its schema if any; folded
 * @param arguments in the order written
 * @param argumentNames as many, each null or the name before {@code =>}
 * @param star {@code count(*)}; the arguments are empty
 * @param distinct {@code f(DISTINCT …)}
 * @param variadic the last argument is an array after VARIADIC
 * @param orderBy items inside the parentheses, empty when none
 * @param withinGroup items of WITHIN GROUP, empty when none
 * @param filter FILTER's condition, or null
 * @param over an identifier for a named window, a {@link WindowNode}, or null
 */
public record CallParts(
    SqlIdentifier name,
    List<SqlNode> arguments,
    List<SqlIdentifier> argumentNames,
    boolean star,
    boolean distinct,
    boolean variadic,
    SqlNodeList orderBy,
    SqlNodeList withinGroup,
    SqlNode filter,
    SqlNode over) {

  /** A call with arguments and nothing else. */
  public static CallParts plain(SqlIdentifier name, List<SqlNode> arguments) {
    return new CallParts(
        name,
        List.copyOf(arguments),
        java.util.Collections.nCopies(arguments.size(), null),
        false,
        false,
        false,
        SqlNodeList.EMPTY,
        SqlNodeList.EMPTY,
        null,
        null);
  }

  /** The same call with what follows its parentheses. */
  public CallParts followedBy(SqlNodeList newWithinGroup, SqlNode newFilter, SqlNode newOver) {
    return new CallParts(
        name,
        arguments,
        argumentNames,
        star,
        distinct,
        variadic,
        orderBy,
        newWithinGroup,
        newFilter,
        newOver);
  }

  /** True when only an aggregate can be meant, whatever the name. */
  public boolean needsAggregate() {
    return star || distinct || filter != null || !orderBy.isEmpty() || !withinGroup.isEmpty();
  }
}
