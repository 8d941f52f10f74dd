package io.megadb.function.comparison;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.json.JsonParser;
import io.megadb.type.text.CharacterText;
import io.megadb.type.time.PgCalendar;
import io.megadb.vector.BoolVector;
import io.megadb.vector.BytesVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Vector;
import java.util.Arrays;

/**
 * The default order of a type: text by UTF-8 bytes, char(n) without trailing blanks, NaN equal to
 * itself and last, intervals with months of 30 days. Stateless.
 */
@FunctionalInterface
public interface ValueOrder {
  /** Negative, 0 or positive; neither row is null. */
  int compareFlat(FlatVector left, int leftRow, FlatVector right, int rightRow);

  /** As {@link #compareFlat} for vectors of any form. */
  default int compare(Vector left, int leftRow, Vector right, int rightRow) {
    return compareFlat(entries(left), entry(left, leftRow), entries(right), entry(right, rightRow));
  }

  private static FlatVector entries(Vector vector) {
    if (vector instanceof DictionaryVector dictionary) {
      return dictionary.dictionary();
    }
    return vector instanceof ConstantVector constant ? constant.value() : (FlatVector) vector;
  }

  private static int entry(Vector vector, int row) {
    if (vector instanceof DictionaryVector dictionary) {
      return dictionary.codes()[row];
    }
    return vector instanceof ConstantVector ? 0 : row;
  }

  /** The order of a type; 42883 for types without one, such as json. */
  static ValueOrder of(PgType type) {
    if (type.kind() == null || type.is(PgTypes.JSON)) {
      throw new MegaDbException(
              SqlState.UNDEFINED_FUNCTION,
              "could not identify an ordering operator for type " + type)
          .withHint("Use an explicit ordering operator or modify the query.");
    }
    return switch (type.kind()) {
      case BOOL -> (a, i, b, j) -> ((BoolVector) a).values()[i] - ((BoolVector) b).values()[j];
      case LONG ->
          (a, i, b, j) -> Long.compare(((LongVector) a).values()[i], ((LongVector) b).values()[j]);
      case DOUBLE ->
          (a, i, b, j) -> compare(((DoubleVector) a).values()[i], ((DoubleVector) b).values()[j]);
      case NUMERIC -> ValueOrder::compareNumeric;
      case INTERVAL -> ValueOrder::compareInterval;
      case BYTES -> bytesOrder(type);
      case LIST -> listOrder(type);
    };
  }

  /** float8's order. */
  static int compare(double a, double b) {
    if (a < b) {
      return -1;
    }
    if (a > b) {
      return 1;
    }
    if (a == b) {
      return 0;
    }
    return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }

  private static ValueOrder bytesOrder(PgType type) {
    if (type.is(PgTypes.BPCHAR)) {
      return ValueOrder::comparePadded;
    }
    if (type.is(PgTypes.JSONB)) {
      return (a, i, b, j) ->
          JsonParser.parse(((BytesVector) a).text(i))
              .compareTo(JsonParser.parse(((BytesVector) b).text(j)));
    }
    return ValueOrder::compareBytes;
  }

  private static int compareBytes(FlatVector a, int i, FlatVector b, int j) {
    BytesVector x = (BytesVector) a;
    BytesVector y = (BytesVector) b;
    return Arrays.compareUnsigned(
        x.data(), x.offsets()[i], x.offsets()[i + 1], y.data(), y.offsets()[j], y.offsets()[j + 1]);
  }

  private static int comparePadded(FlatVector a, int i, FlatVector b, int j) {
    BytesVector x = (BytesVector) a;
    BytesVector y = (BytesVector) b;
    int left = x.offsets()[i];
    int right = y.offsets()[j];
    return Arrays.compareUnsigned(
        x.data(),
        left,
        CharacterText.trimmedEnd(x.data(), left, x.offsets()[i + 1]),
        y.data(),
        right,
        CharacterText.trimmedEnd(y.data(), right, y.offsets()[j + 1]));
  }

  private static int compareNumeric(FlatVector a, int i, FlatVector b, int j) {
    if (a instanceof DecimalVector x && b instanceof DecimalVector y && x.scale() == y.scale()) {
      return Long.compare(x.unscaled()[i], y.unscaled()[j]);
    }
    return numeric(a, i).compareTo(numeric(b, j));
  }

  private static PgNumeric numeric(FlatVector vector, int row) {
    return vector instanceof DecimalVector decimals
        ? PgNumeric.of(decimals.unscaled()[row], decimals.scale())
        : ((NumericVector) vector).values()[row];
  }

  private static int compareInterval(FlatVector a, int i, FlatVector b, int j) {
    IntervalVector x = (IntervalVector) a;
    IntervalVector y = (IntervalVector) b;
    return compareIntervals(
        x.months()[i], x.days()[i], x.micros()[i], y.months()[j], y.days()[j], y.micros()[j]);
  }

  /** Order of intervals, a month being 30 days and a day 24 hours. */
  static int compareIntervals(
      int months, int days, long micros, int otherMonths, int otherDays, long otherMicros) {
    long wholeDays = months * 30L + days + Math.floorDiv(micros, PgCalendar.MICROS_PER_DAY);
    long otherWholeDays =
        otherMonths * 30L + otherDays + Math.floorDiv(otherMicros, PgCalendar.MICROS_PER_DAY);
    return wholeDays != otherWholeDays
        ? Long.compare(wholeDays, otherWholeDays)
        : Long.compare(
            Math.floorMod(micros, PgCalendar.MICROS_PER_DAY),
            Math.floorMod(otherMicros, PgCalendar.MICROS_PER_DAY));
  }

  private static ValueOrder listOrder(PgType type) {
    BaseType element = PgTypes.byOid(type.base().elementOid());
    if (element == null) {
      throw MegaDbException.notSupported("order of type " + type);
    }
    ValueOrder elements = of(PgType.of(element));
    return (a, i, b, j) -> compareLists(elements, (ListVector) a, i, (ListVector) b, j);
  }

  private static int compareLists(ValueOrder order, ListVector a, int i, ListVector b, int j) {
    int left = a.offsets()[i];
    int right = b.offsets()[j];
    int leftCount = a.offsets()[i + 1] - left;
    int rightCount = b.offsets()[j + 1] - right;
    for (int k = 0; k < Math.min(leftCount, rightCount); k++) {
      boolean leftNull = a.elements().isNull(left + k);
      boolean rightNull = b.elements().isNull(right + k);
      int result =
          leftNull || rightNull
              ? Boolean.compare(leftNull, rightNull)
              : order.compare(a.elements(), left + k, b.elements(), right + k);
      if (result != 0) {
        return result;
      }
    }
    return Integer.compare(leftCount, rightCount);
  }
}
