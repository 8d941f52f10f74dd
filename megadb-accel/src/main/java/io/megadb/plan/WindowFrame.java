package io.megadb.plan;

import io.megadb.function.window.FrameExclusion;
import io.megadb.plan.expression.Expression;
import java.io.Serializable;

/**
 * Which rows of its partition a row's window function sees.
 *
 * @see <a href="https://www.postgresql.org/docs/15/sql-expressions.html#SYNTAX-WINDOW-FUNCTIONS">
 *     Window Function Calls</a>
 */
public record WindowFrame(Unit unit, Bound start, Bound end, FrameExclusion exclusion)
    implements Serializable {

  /** The frame where none is written: from the partition's start to the row's last peer. */
  public static WindowFrame standard() {
    return new WindowFrame(
        Unit.RANGE,
        new Bound(BoundKind.UNBOUNDED_PRECEDING, null),
        new Bound(BoundKind.CURRENT_ROW, null),
        FrameExclusion.NO_OTHERS);
  }

  /** What offsets count. */
  public enum Unit {
    /** Rows. */
    ROWS,
    /** Distance of values of the only sort key. */
    RANGE,
    /** Groups of peers. */
    GROUPS
  }

  public enum BoundKind {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING
  }

  /**
   * One end of the frame.
   *
   * @param offset for PRECEDING and FOLLOWING, without input references: bigint, or for RANGE what
   *     is added to the sort key; else null
   */
  public record Bound(BoundKind kind, Expression offset) implements Serializable {}
}
