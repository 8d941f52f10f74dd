package io.megadb.type.text;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.json.JsonParser;
import io.megadb.type.time.PgCalendar;
import io.megadb.vector.BoolVector;
import io.megadb.vector.Bytes;
import io.megadb.vector.BytesVector;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.DecimalVector;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Interval;
import io.megadb.vector.IntervalVector;
import io.megadb.vector.ListVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.NumericVector;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Vector;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's binary wire format of every type, both ways. */
public final class TypeBinary {
  private static final int JSONB_VERSION = 1;

  private TypeBinary() {}

  /** Writes the binary form of a row that is not null, without its length. */
  public static void write(Vector vector, int row, PgType type, TextSink sink) {
    if (vector instanceof ConstantVector constant) {
      writeFlat(constant.value(), 0, type, sink);
    } else if (vector instanceof DictionaryVector dictionary) {
      writeFlat(dictionary.dictionary(), dictionary.codes()[row], type, sink);
    } else {
      writeFlat((FlatVector) vector, row, type, sink);
    }
  }

  private static void writeFlat(FlatVector vector, int row, PgType type, TextSink sink) {
    if (type.base().form() != null) {
      type.base().form().writeBinary(vector, row, sink);
    } else if (vector instanceof LongVector longs) {
      writeLong(longs.values()[row], type, sink);
    } else if (vector instanceof DoubleVector doubles) {
      if (type.is(PgTypes.FLOAT4)) {
        sink.int32(Float.floatToIntBits((float) doubles.values()[row]));
      } else {
        sink.int64(Double.doubleToLongBits(doubles.values()[row]));
      }
    } else if (vector instanceof BytesVector bytes) {
      if (type.is(PgTypes.JSONB)) {
        sink.write(JSONB_VERSION);
      }
      sink.write(bytes.data(), bytes.offsets()[row], bytes.length(row));
      if (type.is(PgTypes.CHAR) && bytes.length(row) == 0) {
        sink.write(0);
      }
    } else if (vector instanceof BoolVector bools) {
      sink.write(bools.values()[row]);
    } else if (vector instanceof DecimalVector decimals) {
      NumericBinary.write(PgNumeric.of(decimals.unscaled()[row], decimals.scale()), sink);
    } else if (vector instanceof NumericVector numerics) {
      NumericBinary.write(numerics.values()[row], sink);
    } else if (vector instanceof IntervalVector intervals) {
      sink.int64(intervals.micros()[row]);
      sink.int32(intervals.days()[row]);
      sink.int32(intervals.months()[row]);
    } else {
      writeList((ListVector) vector, row, TypeText.elementType(type), sink);
    }
  }

  private static void writeLong(long value, PgType type, TextSink sink) {
    switch (type.base().length()) {
      case 2 -> sink.int16((int) value);
      case 4 -> sink.int32((int) value);
      default -> sink.int64(value);
    }
  }

  private static void writeList(ListVector lists, int row, PgType element, TextSink sink) {
    int from = lists.offsets()[row];
    int to = lists.offsets()[row + 1];
    boolean nulls = false;
    for (int i = from; i < to; i++) {
      nulls |= lists.elements().isNull(i);
    }
    sink.int32(from == to ? 0 : 1);
    sink.int32(nulls ? 1 : 0);
    sink.int32(element.oid());
    if (from == to) {
      return;
    }
    sink.int32(to - from);
    sink.int32(1);
    for (int i = from; i < to; i++) {
      int at = sink.length();
      sink.int32(-1);
      if (!lists.elements().isNull(i)) {
        write(lists.elements(), i, element, sink);
        sink.putInt32(at, sink.length() - at - 4);
      }
    }
  }

  /**
   * The value of a binary parameter.
   *
   * @throws MegaDbException 22P03 if the bytes are no value of the type
   */
  public static Object parse(PgType type, byte[] bytes, EvaluationContext context) {
    ByteBuffer input = ByteBuffer.wrap(bytes);
    try {
      Object value = read(type, input, context);
      if (input.hasRemaining()) {
        throw invalid("incorrect binary data format");
      }
      return value;
    } catch (BufferUnderflowException e) {
      throw new MegaDbException(
          SqlState.PROTOCOL_VIOLATION, "insufficient data left in message", e);
    }
  }

  private static Object read(PgType type, ByteBuffer input, EvaluationContext context) {
    return switch (type.oid()) {
      case PgTypes.BOOL_OID -> input.get() != 0;
      case PgTypes.INT2_OID -> (long) input.getShort();
      case PgTypes.INT4_OID -> (long) input.getInt();
      case PgTypes.INT8_OID -> input.getLong();
      case PgTypes.OID_OID,
          PgTypes.REGCLASS_OID,
          PgTypes.REGPROC_OID,
          PgTypes.REGTYPE_OID,
          PgTypes.REGNAMESPACE_OID ->
          input.getInt() & 0xffffffffL;
      case PgTypes.FLOAT4_OID -> (double) input.getFloat();
      case PgTypes.FLOAT8_OID -> input.getDouble();
      case PgTypes.NUMERIC_OID -> NumericText.applyModifier(NumericBinary.read(input), type);
      case PgTypes.DATE_OID -> {
        long days = input.getInt();
        yield PgCalendar.isInfiniteDate(days) ? days : PgCalendar.checkDate(days);
      }
      case PgTypes.TIME_OID -> {
        long micros = input.getLong();
        if (micros < 0 || micros > PgCalendar.MICROS_PER_DAY) {
          throw new MegaDbException(SqlState.DATETIME_FIELD_OVERFLOW, "time out of range");
        }
        yield IntervalText.round(micros, type.typmod());
      }
      case PgTypes.TIMESTAMP_OID, PgTypes.TIMESTAMPTZ_OID -> {
        long micros = input.getLong();
        yield PgCalendar.isInfinite(micros)
            ? micros
            : TypeText.roundTimestamp(PgCalendar.checkTimestamp(micros), type.typmod());
      }
      case PgTypes.INTERVAL_OID -> {
        long micros = input.getLong();
        int days = input.getInt();
        yield IntervalText.applyModifier(new Interval(input.getInt(), days, micros), type.typmod());
      }
      case PgTypes.UUID_OID -> Bytes.of(bytes(input, 16));
      case PgTypes.BYTEA_OID -> Bytes.of(rest(input));
      case PgTypes.CHAR_OID -> {
        byte value = input.get();
        yield Bytes.of(value == 0 ? new byte[0] : new byte[] {value});
      }
      case PgTypes.JSONB_OID -> {
        if (input.get() != JSONB_VERSION) {
          throw invalid("unsupported jsonb version number");
        }
        yield Bytes.of(JsonParser.parse(text(input)).bytes());
      }
      case PgTypes.JSON_OID,
          PgTypes.TEXT_OID,
          PgTypes.VARCHAR_OID,
          PgTypes.BPCHAR_OID,
          PgTypes.NAME_OID,
          PgTypes.UNKNOWN_OID ->
          TypeText.parse(type, text(input), context);
      default -> {
        if (type.base().form() != null) {
          yield type.base().form().readBinary(input, type.typmod());
        }
        if (!type.base().isArray()) {
          throw MegaDbException.notSupported("binary format of type " + type);
        }
        yield readList(type, input, context);
      }
    };
  }

  private static List<Object> readList(PgType type, ByteBuffer input, EvaluationContext context) {
    int dimensions = input.getInt();
    input.getInt();
    PgType element = TypeText.elementType(type);
    int oid = input.getInt();
    if (oid != element.oid()) {
      throw new MegaDbException(
          SqlState.DATATYPE_MISMATCH,
          "binary data has array element type " + oid + ", expected " + element.oid());
    }
    if (dimensions == 0) {
      return new ArrayList<>();
    }
    if (dimensions != 1) {
      throw MegaDbException.notSupported("array of more than one dimension");
    }
    int count = input.getInt();
    if (input.getInt() != 1) {
      throw MegaDbException.notSupported("array with a lower bound other than 1");
    }
    if (count < 0 || count > input.remaining() / 4) {
      throw invalid("invalid array size");
    }
    List<Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = input.getInt();
      values.add(length < 0 ? null : parse(element, bytes(input, length), context));
    }
    return values;
  }

  private static String text(ByteBuffer input) {
    byte[] bytes = rest(input);
    CharacterText.validate(bytes, 0, bytes.length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] rest(ByteBuffer input) {
    return bytes(input, input.remaining());
  }

  private static byte[] bytes(ByteBuffer input, int length) {
    if (length > input.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    input.get(bytes);
    return bytes;
  }

  private static MegaDbException invalid(String message) {
    return new MegaDbException(SqlState.INVALID_BINARY_REPRESENTATION, message);
  }
}
