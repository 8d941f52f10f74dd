package io.megadb.function.cast;

import io.megadb.function.kernel.Operand;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.CharacterText;
import io.megadb.type.text.IntervalText;
import io.megadb.type.text.NumericText;
import io.megadb.type.text.TextSink;
import io.megadb.type.text.TypeText;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.BytesVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import io.megadb.vector.VectorBuilder;

/** Applies a type's modifier to values of that type. */
final class Modifiers {
  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Modifiers() {}

  /** Null if the type takes no modifier. */
  static StrictBody body(PgType target, boolean explicit) {
    return switch (target.oid()) {
      case PgTypes.VARCHAR_OID, PgTypes.BPCHAR_OID ->
          (a, rows, validity, context) -> characters(a[0], rows, validity, target, explicit);
      case PgTypes.NUMERIC_OID ->
          (a, rows, validity, context) -> numeric(a[0], rows, validity, target);
      case PgTypes.TIMESTAMP_OID, PgTypes.TIMESTAMPTZ_OID, PgTypes.TIME_OID ->
          (a, rows, validity, context) -> moments(a[0], rows, validity, target);
      case PgTypes.INTERVAL_OID ->
          (a, rows, validity, context) -> intervals(a[0], rows, validity, target);
      default -> target.base().form() == null ? null : target.base().form().modifierBody(target);
    };
  }

  private static FlatVector characters(
      Operand operand, int rows, long[] validity, PgType target, boolean explicit) {
    BytesVector bytes = operand.bytes();
    if (target.is(PgTypes.VARCHAR) && !operand.isConstant()) {
      int longest = 0;
      for (int i = 0; i < rows; i++) {
        longest = Math.max(longest, bytes.length(i));
      }
      if (longest <= target.characters()) {
        return bytes;
      }
    }
    BytesBuilder out = new BytesBuilder(rows);
    TextSink sink = new TextSink();
    for (int i = 0; i < rows; i++) {
      if (validity != null && !Validity.isValid(validity, i)) {
        out.appendNull();
      } else {
        int row = i & operand.mask();
        sink.truncate(0);
        CharacterText.write(
            bytes.data(), bytes.offsets()[row], bytes.offsets()[row + 1], target, explicit, sink);
        out.appendBytes(sink.array(), 0, sink.length());
      }
    }
    return out.build();
  }

  private static FlatVector numeric(Operand operand, int rows, long[] validity, PgType target) {
    if (operand.vector() instanceof DecimalVector decimals) {
      FlatVector fast = decimal(decimals, operand.mask(), rows, validity, target);
      if (fast != null) {
        return fast;
      }
    }
    VectorBuilder out = VectorBuilder.of(target, rows);
    for (int i = 0; i < rows; i++) {
      if (validity != null && !Validity.isValid(validity, i)) {
        out.appendNull();
      } else {
        out.append(NumericText.applyModifier(operand.numericAt(i), target));
      }
    }
    return out.build();
  }

  /** Null where a value needs the general form, or is out of range and needs the error. */
  private static DecimalVector decimal(
      DecimalVector decimals, int mask, int rows, long[] validity, PgType target) {
    int scale = target.scale();
    int change = scale - decimals.scale();
    if (scale < 0 || Math.abs(change) > 18 || target.precision() > 18) {
      return null;
    }
    long bound = POWERS[target.precision()];
    long[] values = decimals.unscaled();
    long[] out = new long[rows];
    long outside = 0;
    if (change >= 0) {
      long factor = POWERS[change];
      long sourceBound = bound / factor;
      for (int i = 0; i < rows; i++) {
        long value = values[i & mask];
        out[i] = value * factor;
        outside |= sourceBound - 1 - value | value + sourceBound - 1;
      }
    } else {
      long factor = POWERS[-change];
      long half = factor / 2;
      for (int i = 0; i < rows; i++) {
        long value = values[i & mask];
        long quotient = value / factor;
        long rest = value - quotient * factor;
        long rounded = quotient + (rest >= half ? 1 : rest <= -half ? -1 : 0);
        out[i] = rounded;
        outside |= bound - 1 - rounded | rounded + bound - 1;
      }
    }
    return outside < 0 ? null : new DecimalVector(rows, out, scale, validity);
  }

  private static FlatVector moments(Operand operand, int rows, long[] validity, PgType target) {
    long[] values = operand.longs();
    long[] out = new long[rows];
    boolean time = target.is(PgTypes.TIME);
    for (int i = 0; i < rows; i++) {
      if (validity == null || Validity.isValid(validity, i)) {
        long value = values[i & operand.mask()];
        out[i] =
            time
                ? IntervalText.round(value, target.typmod())
                : TypeText.roundTimestamp(value, target.typmod());
      }
    }
    return new LongVector(rows, out, validity);
  }

  private static FlatVector intervals(Operand operand, int rows, long[] validity, PgType target) {
    VectorBuilder out = VectorBuilder.of(target, rows);
    for (int i = 0; i < rows; i++) {
      if (validity != null && !Validity.isValid(validity, i)) {
        out.appendNull();
      } else {
        out.append(IntervalText.applyModifier(operand.intervalAt(i), target.typmod()));
      }
    }
    return out.build();
  }
}
