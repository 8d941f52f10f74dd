package io.megadb.function.comparison;

import io.megadb.function.EvaluationContext;
import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.time.PgCalendar;
import io.megadb.type.time.TimeZones;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;

/**
 * Compares date, timestamp and timestamptz with each other: both become timestamps, of the
 * session's zone where one is timestamptz. A date beyond the range of timestamps is before or after
 * them all.
 */
final class MixedDateTimeComparison implements StrictBody {
  private final BaseType left;
  private final BaseType right;
  private final boolean zoned;
  private final ComparisonBody body;

  MixedDateTimeComparison(ComparisonOperator operator, BaseType left, BaseType right) {
    this.left = left;
    this.right = right;
    this.zoned = left.equals(PgTypes.TIMESTAMPTZ) || right.equals(PgTypes.TIMESTAMPTZ);
    this.body = new ComparisonBody(operator, PgType.of(PgTypes.TIMESTAMP));
  }

  @Override
  public FlatVector compute(
      Operand[] arguments, int rows, long[] validity, EvaluationContext context) {
    Operand[] converted = {
      Operand.of(convert(arguments[0], left, rows, context)),
      Operand.of(convert(arguments[1], right, rows, context))
    };
    return body.compute(converted, rows, validity, context);
  }

  private LongVector convert(Operand operand, BaseType type, int rows, EvaluationContext context) {
    long[] values = new long[rows];
    for (int i = 0; i < rows; i++) {
      if (operand.validity() == null || Validity.isValid(operand.validity(), i & operand.mask())) {
        values[i] = convert(operand.longAt(i), type, context);
      }
    }
    return new LongVector(rows, values, null);
  }

  private long convert(long value, BaseType type, EvaluationContext context) {
    if (type.equals(PgTypes.TIMESTAMPTZ)) {
      return value;
    }
    long local = value;
    if (type.equals(PgTypes.DATE)) {
      if (value == PgCalendar.DATE_MINUS_INFINITY) {
        return PgCalendar.MINUS_INFINITY;
      }
      if (value == PgCalendar.DATE_INFINITY) {
        return PgCalendar.INFINITY;
      }
      if (value >= PgCalendar.END_TIMESTAMP / PgCalendar.MICROS_PER_DAY) {
        return PgCalendar.INFINITY - 1;
      }
      local = value * PgCalendar.MICROS_PER_DAY;
    }
    return zoned && !PgCalendar.isInfinite(local) ? TimeZones.toUtc(context.zone(), local) : local;
  }
}
