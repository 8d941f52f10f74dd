package io.megadb.gateway.copy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.TypeText;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.NumericBuilder;
import io.megadb.vector.VectorBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one column's fields into a vector. The common spellings of numbers, times and text are read
 * without an object each; everything else goes through {@link TypeText}.
 */
final class FieldReader {
  /** Digits that surely fit a long. */
  private static final int SAFE_DIGITS = 18;

  private enum Fast {
    NONE,
    TEXT,
    INTEGER,
    DECIMAL,
    DATE,
    TIMESTAMP,
    TIMESTAMPTZ
  }

  private final PgType type;
  private final EvaluationContext context;
  private final VectorBuilder builder;
  private final Fast fast;

  private FieldReader(PgType type, EvaluationContext context, Fast fast) {
    this.type = type;
    this.context = context;
    this.fast = fast;
    this.builder = VectorBuilder.of(type, 1024);
  }

  static FieldReader of(PgType type, EvaluationContext context) {
    Fast fast =
        switch (type.oid()) {
          case PgTypes.TEXT_OID -> Fast.TEXT;
          case PgTypes.INT4_OID, PgTypes.INT8_OID -> Fast.INTEGER;
          case PgTypes.NUMERIC_OID ->
              type.typmod() >= 0 && type.scale() >= 0 ? Fast.DECIMAL : Fast.NONE;
          case PgTypes.DATE_OID -> Fast.DATE;
          case PgTypes.TIMESTAMP_OID -> type.typmod() < 0 ? Fast.TIMESTAMP : Fast.NONE;
          case PgTypes.TIMESTAMPTZ_OID -> type.typmod() < 0 ? Fast.TIMESTAMPTZ : Fast.NONE;
          default -> Fast.NONE;
        };
    return new FieldReader(type, context, fast);
  }

  void appendNull() {
    builder.appendNull();
  }

  FlatVector build() {
    return builder.build();
  }

  void append(byte[] bytes, int from, int to) {
    boolean done =
        switch (fast) {
          case TEXT -> text(bytes, from, to);
          case INTEGER -> integer(bytes, from, to);
          case DECIMAL -> decimal(bytes, from, to);
          case DATE -> time(IsoTime.date(bytes, from, to));
          case TIMESTAMP -> time(IsoTime.timestamp(bytes, from, to, false));
          case TIMESTAMPTZ -> time(IsoTime.timestamp(bytes, from, to, true));
          case NONE -> false;
        };
    if (!done) {
      builder.append(TypeText.parse(type, Arrays.copyOfRange(bytes, from, to), context));
    }
  }

  private boolean text(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        requireUtf8(bytes, from, to);
        break;
      }
      if (bytes[i] == 0) {
        return false;
      }
    }
    ((BytesBuilder) builder).appendBytes(bytes, from, to - from);
    return true;
  }

  private static void requireUtf8(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
    } catch (CharacterCodingException e) {
      throw new MegaDbException(
          SqlState.CHARACTER_NOT_IN_REPERTOIRE, "invalid byte sequence for encoding \"UTF8\"", e);
    }
  }

  private boolean integer(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int first = negative ? from + 1 : from;
    int maxDigits = type.is(PgTypes.INT4) ? 9 : SAFE_DIGITS;
    if (first == to || to - first > maxDigits) {
      return false;
    }
    long value = 0;
    for (int i = first; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = value * 10 + digit;
    }
    ((LongBuilder) builder).appendLong(negative ? -value : value);
    return true;
  }

  private boolean time(long value) {
    if (value == IsoTime.OTHER) {
      return false;
    }
    ((LongBuilder) builder).appendLong(value);
    return true;
  }

  /** Reads digits with at most the type's scale behind the point. */
  private boolean decimal(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int digits = 0;
    int fraction = -1;
    long value = 0;
    for (int i = negative ? from + 1 : from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        digits++;
        fraction += fraction >= 0 ? 1 : 0;
        if (digits > SAFE_DIGITS) {
          return false;
        }
      } else if (bytes[i] == '.' && fraction < 0) {
        fraction = 0;
      } else {
        return false;
      }
    }
    int missing = type.scale() - Math.max(fraction, 0);
    if (digits == 0
        || missing < 0
        || digits + missing > SAFE_DIGITS
        || digits + missing > type.precision()) {
      return false;
    }
    for (int i = 0; i < missing; i++) {
      value *= 10;
    }
    ((NumericBuilder) builder).appendDecimal(negative ? -value : value, type.scale());
    return true;
  }
}
