package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.function.EvaluationContext;
import io.megadb.planner.parser.ConstantToken;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;

/**
 * How the value of a plan's slot is read from a statement's constant: as analysis would have read
 * the constant, had it known it.
 *
 * @param constant which of the statement's constants
 * @param negated a minus sign stands before it and belongs to it
 * @param written the type its characters alone give it; unknown for a string
 * @param type the type it is needed in
 */
public record SlotReading(int constant, boolean negated, PgType written, PgType type) {

  /** The value is not what the plan was made for. */
  public static final Object UNREADABLE = new Object();

  /**
   * The value, as in {@code io.megadb.vector.Values}.
   *
   * @return {@link #UNREADABLE} if a plan for this very constant would be another one, or its
   *     planning an error
   */
  public Object read(ConstantToken token, EvaluationContext evaluation) {
    return written.is(PgTypes.UNKNOWN) ? readText(token.text(), evaluation) : readNumber(token);
  }

  private Object readNumber(ConstantToken token) {
    NumberConstant number = NumberConstant.of(negated ? "-" + token.text() : token.text());
    return number.type().equals(written) ? number.value() : UNREADABLE;
  }

  private Object readText(String text, EvaluationContext evaluation) {
    if (type.is(PgTypes.UNKNOWN)) {
      return null; // stands in no plan; the slot of its final type does
    }
    if (Literals.dependsOnClock(text)) {
      return UNREADABLE; // read before the transaction's start it could differ from now()
    }
    try {
      return Literals.read(text, type, evaluation);
    } catch (MegaDbException e) {
      return UNREADABLE; // planning the statement by itself gives the error its position
    }
  }
}
