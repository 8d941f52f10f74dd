package io.megadb.tables.connector.source;

import io.megadb.tables.connector.type.FieldForm;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.time.PgCalendar;
import io.megadb.vector.Bytes;
import io.megadb.vector.PgNumeric;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.flink.table.expressions.ValueLiteralExpression;

/** Constants of Flink's conditions as values of our columns. Stateless. */
final class LiteralValues {
  private static final int NANOS_PER_MICRO = 1000;

  private LiteralValues() {}

  /**
   * The constant as {@code io.megadb.vector.Values} has it; empty for null, and where comparing
   * with it would not mean the same here as in Flink.
   */
  static Optional<Object> of(ValueLiteralExpression constant, PgType type) {
    return switch (FieldForm.of(type)) {
      case BOOLEAN -> constant.getValueAs(Boolean.class).map(value -> value);
      case SMALLINT, INT, BIGINT -> integer(constant);
      case DECIMAL -> constant.getValueAs(BigDecimal.class).map(PgNumeric::of);
      case DATE ->
          constant
              .getValueAs(LocalDate.class)
              .map(date -> date.toEpochDay() - PgCalendar.UNIX_EPOCH_DAYS);
      case TIMESTAMP ->
          constant
              .getValueAs(LocalDateTime.class)
              .flatMap(value -> micros(value.toInstant(ZoneOffset.UTC)));
      case TIMESTAMP_LTZ -> constant.getValueAs(Instant.class).flatMap(LiteralValues::micros);
      case CHARACTERS ->
          type.is(PgTypes.TEXT) || type.is(PgTypes.VARCHAR)
              ? constant.getValueAs(String.class).map(Bytes::utf8)
              : Optional.empty();
      case FLOAT, DOUBLE, TIME, BYTES, PRINTED, ARRAY -> Optional.empty();
    };
  }

  private static Optional<Object> integer(ValueLiteralExpression constant) {
    return switch (constant.getOutputDataType().getLogicalType().getTypeRoot()) {
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          constant.getValueAs(Number.class).map(Number::longValue);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> micros(Instant instant) {
    if (instant.getNano() % NANOS_PER_MICRO != 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Math.addExact(
              Math.multiplyExact(
                  instant.getEpochSecond() - PgCalendar.UNIX_EPOCH_SECONDS,
                  PgCalendar.MICROS_PER_SECOND),
              instant.getNano() / NANOS_PER_MICRO));
    } catch (ArithmeticException outOfRange) {
      return Optional.empty();
    }
  }
}
