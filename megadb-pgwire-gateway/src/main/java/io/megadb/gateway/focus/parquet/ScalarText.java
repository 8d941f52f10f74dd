package io.megadb.gateway.focus.parquet;

import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.TypeText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.shaded.org.apache.parquet.column.Dictionary;
import org.apache.iceberg.shaded.org.apache.parquet.io.ParquetDecodingException;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** How a column's stored values read as text, by its physical and its logical type. Immutable. */
final class ScalarText {
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final PgType DOUBLE = PgType.of(PgTypes.FLOAT8);
  private static final PgType FLOAT = PgType.of(PgTypes.FLOAT4);

  private final String column;
  private final PrimitiveTypeName physical;
  private final LogicalTypeAnnotation logical;

  private ScalarText(String column, PrimitiveTypeName physical, LogicalTypeAnnotation logical) {
    this.column = column;
    this.physical = physical;
    this.logical = logical;
  }

  static ScalarText of(PrimitiveType type) {
    return new ScalarText(
        type.getName(), type.getPrimitiveTypeName(), type.getLogicalTypeAnnotation());
  }

  /** The text is a JSON value as it stands, if it is a number that JSON can hold. */
  boolean isJsonLiteral() {
    return switch (physical) {
      case BOOLEAN, FLOAT, DOUBLE -> true;
      case INT32, INT64 ->
          logical == null
              || logical instanceof IntLogicalTypeAnnotation
              || logical instanceof DecimalLogicalTypeAnnotation;
      case BINARY, FIXED_LEN_BYTE_ARRAY ->
          logical instanceof DecimalLogicalTypeAnnotation
              || logical instanceof Float16LogicalTypeAnnotation;
      case INT96 -> false;
    };
  }

  String ofEntry(Dictionary dictionary, int code) {
    return switch (physical) {
      case INT32 -> of(dictionary.decodeToInt(code));
      case INT64 -> of(dictionary.decodeToLong(code));
      case FLOAT -> of(dictionary.decodeToFloat(code));
      case DOUBLE -> of(dictionary.decodeToDouble(code));
      case BOOLEAN -> Boolean.toString(dictionary.decodeToBoolean(code));
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> of(dictionary.decodeToBinary(code));
    };
  }

  String of(int value) {
    if (logical instanceof DateLogicalTypeAnnotation) {
      return LocalDate.ofEpochDay(value).toString();
    }
    if (logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
      return Integer.toUnsignedString(value);
    }
    return of((long) value);
  }

  String of(long value) {
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return plain(BigDecimal.valueOf(value, decimal.getScale()));
    }
    if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      TimeUnit unit = unit(timestamp.getUnit());
      long perSecond = unit.convert(1, TimeUnit.SECONDS);
      return time(
          Math.floorDiv(value, perSecond),
          unit.toNanos(Math.floorMod(value, perSecond)),
          timestamp.isAdjustedToUTC());
    }
    if (logical instanceof TimeLogicalTypeAnnotation time) {
      return LocalTime.ofNanoOfDay(unit(time.getUnit()).toNanos(value)).toString();
    }
    if (logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
      return Long.toUnsignedString(value);
    }
    return Long.toString(value);
  }

  String of(Binary value) {
    if (physical == PrimitiveTypeName.INT96) {
      ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      long nanos = bytes.getLong(bytes.position());
      long day = bytes.getInt(bytes.position() + Long.BYTES) - JULIAN_DAY_OF_EPOCH;
      return time(
          Math.addExact(day * 86_400, Math.floorDiv(nanos, 1_000_000_000)),
          Math.floorMod(nanos, 1_000_000_000),
          true);
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return plain(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()));
    }
    if (logical instanceof UUIDLogicalTypeAnnotation) {
      ByteBuffer bytes = value.toByteBuffer();
      return new UUID(bytes.getLong(bytes.position()), bytes.getLong(bytes.position() + Long.BYTES))
          .toString();
    }
    if (logical instanceof Float16LogicalTypeAnnotation) {
      return of(half(value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN)));
    }
    return characters(value);
  }

  /** Some writers leave the annotation of texts away; what is no text is shown as bytea is. */
  private String characters(Binary value) {
    byte[] bytes = value.getBytesUnsafe();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      if (logical instanceof StringLogicalTypeAnnotation
          || logical instanceof EnumLogicalTypeAnnotation
          || logical instanceof JsonLogicalTypeAnnotation) {
        throw new ParquetDecodingException("column " + column + " holds a text that is not UTF-8");
      }
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
  }

  /** The shortest decimal that reads back as the same number. */
  static String of(double value) {
    return TypeText.format(DOUBLE, value, EvaluationContext.constant());
  }

  /** As {@link #of(double)}, for single precision. */
  static String of(float value) {
    return TypeText.format(FLOAT, (double) value, EvaluationContext.constant());
  }

  /** IEEE 754's half precision. */
  private static float half(ByteBuffer bytes) {
    int bits = bytes.getShort(bytes.position());
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float value =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb((float) (fraction | 0x400), exponent - 25);
        };
    return bits < 0 ? -value : value;
  }

  private static TimeUnit unit(LogicalTypeAnnotation.TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> TimeUnit.MILLISECONDS;
      case MICROS -> TimeUnit.MICROSECONDS;
      case NANOS -> TimeUnit.NANOSECONDS;
    };
  }

  private static String time(long second, long nanos, boolean utc) {
    Instant instant = Instant.ofEpochSecond(second, nanos);
    return utc ? instant.toString() : instant.atOffset(ZoneOffset.UTC).toLocalDateTime().toString();
  }

  /** A type's fixed scale says nothing about the value, so its zeros go. */
  private static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }
}
