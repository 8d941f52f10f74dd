package io.megadb.function.datetime;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.Operand;
import io.megadb.type.time.PgCalendar;
import io.megadb.vector.Interval;
import java.util.List;

/**
 * OVERLAPS: two periods of a start and an end or a length. A period whose one end is null is known
 * to begin at the other.
 */
final class PeriodOverlap {
  /** Where a period of a length ends. */
  private interface Addition {
    long add(long start, Interval length, EvaluationContext context);
  }

  private PeriodOverlap() {}

  static void define(FunctionTable table) {
    define(table, "timestamptz", IntervalMath::addToTimestampTz);
    define(
        table, "timestamp", (start, length, context) -> IntervalMath.addToTimestamp(start, length));
    define(
        table,
        "time",
        (start, length, context) ->
            Math.floorMod(
                start + length.micros() % PgCalendar.MICROS_PER_DAY, PgCalendar.MICROS_PER_DAY));
  }

  private static void define(FunctionTable table, String type, Addition addition) {
    for (String first : List.of(type, "interval")) {
      for (String second : List.of(type, "interval")) {
        table.rowsWithNulls(
            "overlaps(" + type + "," + first + "," + type + "," + second + ")",
            (a, row, out, context) ->
                out.append(
                    overlap(
                        start(a[0], row),
                        end(a[0], a[1], first.equals(type) ? null : addition, row, context),
                        start(a[2], row),
                        end(a[2], a[3], second.equals(type) ? null : addition, row, context))));
      }
    }
  }

  private static Long start(Operand operand, int row) {
    return operand.isNull(row) ? null : Long.valueOf(operand.longAt(row));
  }

  private static Long end(
      Operand start, Operand end, Addition addition, int row, EvaluationContext context) {
    if (addition == null) {
      return start(end, row);
    }
    return start.isNull(row) || end.isNull(row)
        ? null
        : Long.valueOf(addition.add(start.longAt(row), end.intervalAt(row), context));
  }

  /** True, false or null. */
  private static Boolean overlap(Long start1, Long end1, Long start2, Long end2) {
    Long from1 = first(start1, end1);
    Long from2 = first(start2, end2);
    if (from1 == null || from2 == null) {
      return null;
    }
    Long to1 = last(start1, end1);
    Long to2 = last(start2, end2);
    int order = from1.compareTo(from2);
    if (order == 0) {
      return to1 == null || to2 == null ? null : Boolean.TRUE;
    }
    long later = order > 0 ? from1 : from2;
    Long endOfEarlier = order > 0 ? to2 : to1;
    Long endOfLater = order > 0 ? to1 : to2;
    if (endOfEarlier == null) {
      return null;
    }
    if (later < endOfEarlier) {
      return true;
    }
    return endOfLater == null ? null : Boolean.FALSE;
  }

  private static Long first(Long start, Long end) {
    if (start == null || end == null) {
      return start == null ? end : start;
    }
    return Math.min(start, end);
  }

  private static Long last(Long start, Long end) {
    return start == null || end == null ? null : Long.valueOf(Math.max(start, end));
  }
}
