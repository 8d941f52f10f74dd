package io.megadb.tables.connector.type;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;

/** What the values of a PostgreSQL type are in a Flink row. */
public enum FieldForm {
  BOOLEAN,
  SMALLINT,
  INT,
  /** int8, oid and the types that are oids. */
  BIGINT,
  FLOAT,
  DOUBLE,
  /** numeric(p,s) that Flink's DECIMAL holds: p up to 38, s from 0 to p. */
  DECIMAL,
  DATE,
  /** time(0) to time(3): Flink keeps milliseconds. */
  TIME,
  TIMESTAMP,
  TIMESTAMP_LTZ,
  BYTES,
  /** Texts and json: the bytes themselves. */
  CHARACTERS,
  /**
   * As PostgreSQL prints it: numeric without precision or beyond DECIMAL, finer times, uuid,
   * interval.
   */
  PRINTED,
  /** One-dimensional arrays. */
  ARRAY;

  /** Flink's greatest DECIMAL precision. */
  private static final int MAX_PRECISION = 38;

  /** Flink keeps a TIME as milliseconds. */
  private static final int TIME_DIGITS = 3;

  public static FieldForm of(PgType type) {
    if (type.kind() == VectorKind.LIST) {
      return ARRAY;
    }
    return switch (type.oid()) {
      case PgTypes.BOOL_OID -> BOOLEAN;
      case PgTypes.INT2_OID -> SMALLINT;
      case PgTypes.INT4_OID -> INT;
      case PgTypes.INT8_OID,
          PgTypes.OID_OID,
          PgTypes.REGCLASS_OID,
          PgTypes.REGTYPE_OID,
          PgTypes.REGPROC_OID,
          PgTypes.REGNAMESPACE_OID ->
          BIGINT;
      case PgTypes.FLOAT4_OID -> FLOAT;
      case PgTypes.FLOAT8_OID -> DOUBLE;
      case PgTypes.NUMERIC_OID -> isDecimal(type) ? DECIMAL : PRINTED;
      case PgTypes.DATE_OID -> DATE;
      case PgTypes.TIME_OID -> type.typmod() >= 0 && type.typmod() <= TIME_DIGITS ? TIME : PRINTED;
      case PgTypes.TIMESTAMP_OID -> TIMESTAMP;
      case PgTypes.TIMESTAMPTZ_OID -> TIMESTAMP_LTZ;
      case PgTypes.BYTEA_OID -> BYTES;
      case PgTypes.TEXT_OID,
          PgTypes.VARCHAR_OID,
          PgTypes.BPCHAR_OID,
          PgTypes.NAME_OID,
          PgTypes.CHAR_OID,
          PgTypes.JSON_OID,
          PgTypes.JSONB_OID ->
          CHARACTERS;
      default -> PRINTED;
    };
  }

  private static boolean isDecimal(PgType type) {
    return type.precision() > 0
        && type.precision() <= MAX_PRECISION
        && type.scale() >= 0
        && type.scale() <= type.precision();
  }
}
