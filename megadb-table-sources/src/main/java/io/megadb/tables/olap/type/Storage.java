package io.megadb.tables.olap.type;

import io.megadb.error.MegaDbException;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** How the values of a PostgreSQL type are stored in an Iceberg column. */
public enum Storage {
  BOOLEAN,
  /** int2, int4: int. */
  INT,
  /** int8, oid and the types that are oids: long. */
  LONG,
  /** Days from 1970-01-01; the infinities are the least and the greatest int. */
  DATE,
  /** Microseconds of the day. */
  TIME,
  /** Microseconds from 1970-01-01; the infinities are the least and the greatest long. */
  TIMESTAMP,
  FLOAT,
  DOUBLE,
  /** numeric(p,s) with p up to 38 and s from 0 to p; NaN has no place there. */
  DECIMAL,
  /** Other numerics: string, as the value prints. */
  NUMERIC_TEXT,
  /** Texts and json: string. */
  TEXT,
  /** bytea: binary. */
  BINARY,
  UUID,
  /** fixed(16): months, days, microseconds, big-endian. */
  INTERVAL,
  /** One-dimensional arrays, and what plugins hold as such: list. */
  LIST;

  /** Iceberg's and Parquet's greatest decimal precision. */
  private static final int MAX_PRECISION = 38;

  private static final int INTERVAL_BYTES = 16;

  /** The storage of a type; 0A000 with a hint if it has none. */
  public static Storage of(PgType type) {
    if (type.kind() == VectorKind.LIST) {
      element(type);
      return LIST;
    }
    return switch (type.oid()) {
      case PgTypes.BOOL_OID -> BOOLEAN;
      case PgTypes.INT2_OID, PgTypes.INT4_OID -> INT;
      case PgTypes.INT8_OID,
          PgTypes.OID_OID,
          PgTypes.REGCLASS_OID,
          PgTypes.REGTYPE_OID,
          PgTypes.REGPROC_OID,
          PgTypes.REGNAMESPACE_OID ->
          LONG;
      case PgTypes.DATE_OID -> DATE;
      case PgTypes.TIME_OID -> TIME;
      case PgTypes.TIMESTAMP_OID, PgTypes.TIMESTAMPTZ_OID -> TIMESTAMP;
      case PgTypes.FLOAT4_OID -> FLOAT;
      case PgTypes.FLOAT8_OID -> DOUBLE;
      case PgTypes.NUMERIC_OID -> isDecimal(type) ? DECIMAL : NUMERIC_TEXT;
      case PgTypes.TEXT_OID,
          PgTypes.VARCHAR_OID,
          PgTypes.BPCHAR_OID,
          PgTypes.NAME_OID,
          PgTypes.CHAR_OID,
          PgTypes.JSON_OID,
          PgTypes.JSONB_OID ->
          TEXT;
      case PgTypes.BYTEA_OID -> BINARY;
      case PgTypes.UUID_OID -> UUID;
      case PgTypes.INTERVAL_OID -> INTERVAL;
      default ->
          throw MegaDbException.notSupported("a column of type " + type + " in an olap table")
              .withHint("Store the value as text, or use the tier oltp.");
    };
  }

  private static boolean isDecimal(PgType type) {
    return type.precision() > 0
        && type.precision() <= MAX_PRECISION
        && type.scale() >= 0
        && type.scale() <= type.precision();
  }

  /** The element type of an array type. */
  public static PgType element(PgType array) {
    BaseType element = PgTypes.byOid(array.base().elementOid());
    if (element == null || element.kind() == null) {
      throw MegaDbException.notSupported("a column of type " + array + " in an olap table");
    }
    return new PgType(element, array.typmod());
  }

  /** Whether values are floats, whose NaN has a place in PostgreSQL's order but in no bounds. */
  public static boolean isFloat(Type type) {
    return type.typeId() == Type.TypeID.FLOAT || type.typeId() == Type.TypeID.DOUBLE;
  }

  /**
   * The Iceberg type.
   *
   * @param elementId field id for an array's elements
   */
  public static Type icebergType(PgType type, int elementId) {
    return switch (of(type)) {
      case BOOLEAN -> Types.BooleanType.get();
      case INT -> Types.IntegerType.get();
      case LONG -> Types.LongType.get();
      case DATE -> Types.DateType.get();
      case TIME -> Types.TimeType.get();
      case TIMESTAMP ->
          type.is(PgTypes.TIMESTAMPTZ)
              ? Types.TimestampType.withZone()
              : Types.TimestampType.withoutZone();
      case FLOAT -> Types.FloatType.get();
      case DOUBLE -> Types.DoubleType.get();
      case DECIMAL -> Types.DecimalType.of(type.precision(), type.scale());
      case NUMERIC_TEXT, TEXT -> Types.StringType.get();
      case BINARY -> Types.BinaryType.get();
      case UUID -> Types.UUIDType.get();
      case INTERVAL -> Types.FixedType.ofLength(INTERVAL_BYTES);
      case LIST -> Types.ListType.ofOptional(elementId, icebergType(element(type), 0));
    };
  }
}
