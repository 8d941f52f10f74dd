package io.megadb.tables.connector.type;

import io.megadb.error.MegaDbException;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.TypeText;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.CharType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/** Column types in Flink's terms and back. Stateless. */
public final class FlinkTypes {
  /** Digits of seconds that PostgreSQL's timestamps keep. */
  private static final int TIMESTAMP_DIGITS = 6;

  private static final int TIME_DIGITS = 3;

  private FlinkTypes() {}

  /** The type that a column has in Flink; nullable. */
  public static DataType dataType(PgType type) {
    return switch (FieldForm.of(type)) {
      case BOOLEAN -> DataTypes.BOOLEAN();
      case SMALLINT -> DataTypes.SMALLINT();
      case INT -> DataTypes.INT();
      case BIGINT -> DataTypes.BIGINT();
      case FLOAT -> DataTypes.FLOAT();
      case DOUBLE -> DataTypes.DOUBLE();
      case DECIMAL -> DataTypes.DECIMAL(type.precision(), type.scale());
      case DATE -> DataTypes.DATE();
      case TIME -> DataTypes.TIME(type.typmod());
      case TIMESTAMP -> DataTypes.TIMESTAMP(digits(type));
      case TIMESTAMP_LTZ -> DataTypes.TIMESTAMP_LTZ(digits(type));
      case BYTES -> DataTypes.BYTES();
      case CHARACTERS -> characters(type);
      case PRINTED -> DataTypes.STRING();
      case ARRAY -> DataTypes.ARRAY(dataType(TypeText.elementType(type)));
    };
  }

  private static DataType characters(PgType type) {
    if (type.characters() > 0 && type.is(PgTypes.BPCHAR)) {
      return DataTypes.CHAR(type.characters());
    }
    return type.characters() > 0 && type.is(PgTypes.VARCHAR)
        ? DataTypes.VARCHAR(type.characters())
        : DataTypes.STRING();
  }

  private static int digits(PgType type) {
    return type.typmod() < 0 ? TIMESTAMP_DIGITS : type.typmod();
  }

  /**
   * The type of a column that Flink's CREATE TABLE declares; {@link #dataType} gives it back.
   *
   * @throws MegaDbException 0A000 with a hint for what has no counterpart
   */
  public static PgType pgType(LogicalType type) {
    return switch (type.getTypeRoot()) {
      case BOOLEAN -> PgType.of(PgTypes.BOOL);
      case SMALLINT -> PgType.of(PgTypes.INT2);
      case INTEGER -> PgType.of(PgTypes.INT4);
      case BIGINT -> PgType.of(PgTypes.INT8);
      case FLOAT -> PgType.of(PgTypes.FLOAT4);
      case DOUBLE -> PgType.of(PgTypes.FLOAT8);
      case DECIMAL ->
          PgType.numeric(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale());
      case DATE -> PgType.of(PgTypes.DATE);
      case TIME_WITHOUT_TIME_ZONE ->
          withDigits(PgTypes.TIME, ((TimeType) type).getPrecision(), TIME_DIGITS, type);
      case TIMESTAMP_WITHOUT_TIME_ZONE ->
          withDigits(
              PgTypes.TIMESTAMP, ((TimestampType) type).getPrecision(), TIMESTAMP_DIGITS, type);
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          withDigits(
              PgTypes.TIMESTAMPTZ,
              ((LocalZonedTimestampType) type).getPrecision(),
              TIMESTAMP_DIGITS,
              type);
      case CHAR -> PgType.characters(PgTypes.BPCHAR, ((CharType) type).getLength());
      case VARCHAR ->
          ((VarCharType) type).getLength() == VarCharType.MAX_LENGTH
              ? PgType.of(PgTypes.TEXT)
              : PgType.characters(PgTypes.VARCHAR, ((VarCharType) type).getLength());
      case VARBINARY -> {
        if (((VarBinaryType) type).getLength() != VarBinaryType.MAX_LENGTH) {
          throw refused(type, "Declare the column as BYTES.");
        }
        yield PgType.of(PgTypes.BYTEA);
      }
      case ARRAY -> array((ArrayType) type);
      case BINARY -> throw refused(type, "Declare the column as BYTES.");
      case TINYINT -> throw refused(type, "Declare the column as SMALLINT.");
      default -> throw refused(type, "Declare the column as STRING.");
    };
  }

  private static PgType withDigits(BaseType base, int digits, int most, LogicalType type) {
    if (digits > most) {
      throw refused(type, "Declare at most " + most + " digits of seconds.");
    }
    return digits == TIMESTAMP_DIGITS ? PgType.of(base) : new PgType(base, digits);
  }

  private static PgType array(ArrayType type) {
    PgType element = pgType(type.getElementType());
    if (element.base().isArray()) {
      throw refused(type, "Arrays have one dimension.");
    }
    return new PgType(PgTypes.arrayOf(element.base()), element.typmod());
  }

  private static MegaDbException refused(LogicalType type, String hint) {
    return MegaDbException.notSupported("a column of Flink's type " + type.asSummaryString())
        .withHint(hint);
  }
}
