package io.megadb.type.text;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.json.JsonParser;
import io.megadb.type.time.PgCalendar;
import io.megadb.vector.Bytes;
import io.megadb.vector.BytesBuilder;
import io.megadb.vector.LongBuilder;
import io.megadb.vector.VectorBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * PostgreSQL's text input of every built-in type. Output is {@link TextWriter}'s.
 *
 * <p>Values are those of {@code io.megadb.vector.Values}. The type's modifier is applied as by an
 * assignment: a text too long is 22001, numeric is rounded to its scale.
 */
public final class TypeText {
  private TypeText() {}

  /**
   * The value that the text stands for.
   *
   * @throws MegaDbException 22P02, 22003, 22007, 22008, 22001 with PostgreSQL's message; 0A000 for
   *     types without input
   */
  public static Object parse(PgType type, String text, EvaluationContext context) {
    return switch (type.oid()) {
      case PgTypes.BOOL_OID -> BinaryText.parseBool(text);
      case PgTypes.INT2_OID, PgTypes.INT4_OID, PgTypes.INT8_OID, PgTypes.OID_OID -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        yield IntegerText.parse(type.oid(), bytes, 0, bytes.length);
      }
      case PgTypes.FLOAT4_OID -> FloatText.parse(text, true);
      case PgTypes.FLOAT8_OID -> FloatText.parse(text, false);
      case PgTypes.NUMERIC_OID -> NumericText.applyModifier(NumericText.parse(text), type);
      case PgTypes.TEXT_OID, PgTypes.UNKNOWN_OID -> Bytes.utf8(text);
      case PgTypes.VARCHAR_OID, PgTypes.BPCHAR_OID, PgTypes.NAME_OID, PgTypes.CHAR_OID ->
          Bytes.of(CharacterText.coerce(text.getBytes(StandardCharsets.UTF_8), type, false));
      case PgTypes.BYTEA_OID -> BinaryText.parseBytea(text);
      case PgTypes.UUID_OID -> BinaryText.parseUuid(text);
      case PgTypes.JSON_OID -> {
        JsonParser.validate(text);
        yield Bytes.utf8(text);
      }
      case PgTypes.JSONB_OID -> Bytes.of(JsonParser.parse(text).bytes());
      case PgTypes.DATE_OID -> DateTimeParser.date(text, context);
      case PgTypes.TIME_OID ->
          IntervalText.round(DateTimeParser.time(text, context), type.typmod());
      case PgTypes.TIMESTAMP_OID ->
          roundTimestamp(DateTimeParser.timestamp(text, context), type.typmod());
      case PgTypes.TIMESTAMPTZ_OID ->
          roundTimestamp(DateTimeParser.timestampTz(text, context), type.typmod());
      case PgTypes.INTERVAL_OID ->
          IntervalParser.parse(text, type.typmod(), context.setting("intervalstyle", "postgres"));
      case PgTypes.REGCLASS_OID,
          PgTypes.REGPROC_OID,
          PgTypes.REGTYPE_OID,
          PgTypes.REGNAMESPACE_OID ->
          objectOid(type, text, context);
      default -> {
        if (type.base().form() != null) {
          yield type.base().form().readText(text, type.typmod());
        }
        if (!type.base().isArray()) {
          throw noText(type);
        }
        yield ArrayText.parse(text, elementType(type), context);
      }
    };
  }

  /** As {@link #parse(PgType, String, EvaluationContext)} of UTF-8 bytes; 22021 if they are not. */
  public static Object parse(PgType type, byte[] text, EvaluationContext context) {
    CharacterText.validate(text, 0, text.length);
    return parse(type, new String(text, StandardCharsets.UTF_8), context);
  }

  /**
   * Parses {@code length} bytes from {@code from} and appends the value, without an object for text
   * and integers.
   *
   * @param text valid UTF-8
   */
  public static void append(
      PgType type,
      byte[] text,
      int from,
      int length,
      VectorBuilder builder,
      EvaluationContext context) {
    switch (type.oid()) {
      case PgTypes.INT2_OID, PgTypes.INT4_OID, PgTypes.INT8_OID, PgTypes.OID_OID ->
          ((LongBuilder) builder).appendLong(IntegerText.parse(type.oid(), text, from, length));
      case PgTypes.TEXT_OID, PgTypes.UNKNOWN_OID ->
          ((BytesBuilder) builder).appendBytes(text, from, length);
      case PgTypes.VARCHAR_OID -> {
        if (type.characters() < 0 || length <= type.characters()) {
          ((BytesBuilder) builder).appendBytes(text, from, length);
        } else {
          builder.append(parse(type, string(text, from, length), context));
        }
      }
      case PgTypes.DATE_OID -> {
        long days = isoDate(text, from, length);
        ((LongBuilder) builder)
            .appendLong(
                days != PgCalendar.MINUS_INFINITY
                    ? days
                    : DateTimeParser.date(string(text, from, length), context));
      }
      default -> builder.append(parse(type, string(text, from, length), context));
    }
  }

  private static String string(byte[] text, int from, int length) {
    return new String(text, from, length, StandardCharsets.UTF_8);
  }

  /**
   * Days of YYYY-MM-DD with a year of 1 or more; MINUS_INFINITY of timestamps for anything else.
   */
  private static long isoDate(byte[] text, int from, int length) {
    if (length != 10 || text[from + 4] != '-' || text[from + 7] != '-') {
      return PgCalendar.MINUS_INFINITY;
    }
    int bad = 0;
    int[] place = {0, 1, 2, 3, 5, 6, 8, 9};
    int packed = 0;
    for (int i : place) {
      int digit = text[from + i] - '0';
      bad |= digit | 9 - digit;
      packed = packed * 10 + digit;
    }
    int year = packed / 10000;
    int month = packed / 100 % 100;
    int day = packed % 100;
    if (bad < 0
        || year < 1
        || month < 1
        || month > 12
        || day < 1
        || day > PgCalendar.daysInMonth(year, month)) {
      return PgCalendar.MINUS_INFINITY;
    }
    return PgCalendar.days(year, month, day);
  }

  /** The element type of a type held as LIST, with its modifier. */
  public static PgType elementType(PgType array) {
    BaseType element = PgTypes.byOid(array.base().elementOid());
    if (element == null) {
      throw noText(array);
    }
    return new PgType(element, array.typmod());
  }

  /** µs rounded to a number of digits of seconds; infinities stay; 22008 out of range. */
  public static long roundTimestamp(long timestamp, int digits) {
    if (digits < 0 || digits >= 6 || PgCalendar.isInfinite(timestamp)) {
      return timestamp;
    }
    return PgCalendar.checkTimestamp(IntervalText.round(timestamp, digits));
  }

  private static long objectOid(PgType type, String text, EvaluationContext context) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      byte[] digits = text.getBytes(StandardCharsets.UTF_8);
      return IntegerText.parse(PgTypes.OID_OID, digits, 0, digits.length);
    }
    if (text.equals("-")) {
      return 0L;
    }
    ObjectNames names = context.services().find(ObjectNames.class);
    if (names != null) {
      return names.oid(type.oid(), text);
    }
    if (type.is(PgTypes.REGTYPE)) {
      String wanted = text.toLowerCase(Locale.ROOT);
      for (BaseType candidate : PgTypes.all()) {
        if (candidate.name().equals(wanted) || candidate.sqlName().equals(wanted)) {
          return candidate.oid();
        }
      }
      throw new MegaDbException(SqlState.UNDEFINED_OBJECT, "type \"" + text + "\" does not exist");
    }
    throw MegaDbException.notSupported("reading a name of type " + type + " in a task");
  }

  static MegaDbException noText(PgType type) {
    return MegaDbException.notSupported("text format of type " + type);
  }

  /** The text of one value, for messages, settings and tests. */
  public static String format(PgType type, Object value, EvaluationContext context) {
    TextSink sink = new TextSink();
    VectorBuilder builder = VectorBuilder.of(type, 1);
    builder.append(value);
    new TextWriter(type, context).write(builder.build(), 0, sink);
    return sink.toString();
  }
}
