package io.megadb.operator.window;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Expressions;
import io.megadb.plan.SortKey;
import io.megadb.plan.WindowFrame;
import io.megadb.plan.WindowFrame.Bound;
import io.megadb.plan.WindowFrame.Unit;
import io.megadb.plan.WindowNode;
import io.megadb.type.PgType;

/** The values of a frame's offsets. Immutable. */
final class FrameOffsets {
  private final Unit unit;
  private final long startRows;
  private final long endRows;
  private final RangeDistance startDistance;
  private final RangeDistance endDistance;

  /** Computes the offsets; 22004 for null, 22013 for one that is negative. */
  FrameOffsets(WindowFrame frame, WindowNode node, ExecutionContext context) {
    unit = frame.unit();
    Object start = value(frame.start(), "starting", context);
    Object end = value(frame.end(), "ending", context);
    if (unit == Unit.RANGE) {
      startDistance = distance(frame.start(), start, node, context);
      endDistance = distance(frame.end(), end, node, context);
      startRows = 0;
      endRows = 0;
    } else {
      startDistance = null;
      endDistance = null;
      startRows = rows(start, "starting");
      endRows = rows(end, "ending");
    }
  }

  private static Object value(Bound bound, String which, ExecutionContext context) {
    if (bound.offset() == null) {
      return null;
    }
    Object value = Expressions.value(bound.offset(), context);
    if (value == null) {
      throw new MegaDbException(
          SqlState.NULL_VALUE_NOT_ALLOWED, "frame " + which + " offset must not be null");
    }
    return value;
  }

  private static long rows(Object value, String which) {
    long rows = value == null ? 0 : (Long) value;
    if (rows < 0) {
      throw new MegaDbException(
          SqlState.INVALID_PRECEDING_OR_FOLLOWING_SIZE,
          "frame " + which + " offset must not be negative");
    }
    return rows;
  }

  private static RangeDistance distance(
      Bound bound, Object value, WindowNode node, ExecutionContext context) {
    if (value == null) {
      return null;
    }
    SortKey key = node.orderBy().get(0);
    PgType type = node.input().types().get(key.column());
    return RangeDistance.of(type, value, context.evaluation());
  }

  /** Whether a distance of values is among them. */
  boolean isRange() {
    return startDistance != null || endDistance != null;
  }

  long startRows() {
    return startRows;
  }

  long endRows() {
    return endRows;
  }

  RangeDistance startDistance() {
    return startDistance;
  }

  RangeDistance endDistance() {
    return endDistance;
  }
}
