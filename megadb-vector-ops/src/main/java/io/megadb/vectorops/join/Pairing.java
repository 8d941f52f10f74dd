package io.megadb.vectorops.join;

import io.megadb.plan.SortKey;
import io.megadb.plan.expression.Expression;
import io.megadb.vectorops.kernel.Distance;
import java.io.Serializable;
import java.util.List;

/**
 * Which right rows a left row is given.
 *
 * @param leftVector column of the left input
 * @param rightVector column of the right input
 * @param leftFirst whether the left vector is the first operand, for messages
 * @param condition over left then right columns; pairs for which it is not true are not compared;
 *     null for all pairs
 * @param order keys over right columns, for rows that are equally far
 * @param limit how many of the nearest, a bigint without columns; null for all
 * @param bound greatest distance, a float8 without columns; null for any, null vectors included
 * @param inclusive whether the bound itself is near enough
 * @param outer a left row without partner is kept with nulls
 */
public record Pairing(
    Distance distance,
    int leftVector,
    int rightVector,
    boolean leftFirst,
    Expression condition,
    List<SortKey> order,
    Expression limit,
    Expression bound,
    boolean inclusive,
    boolean outer)
    implements Serializable {
  public Pairing {
    order = List.copyOf(order);
  }
}
