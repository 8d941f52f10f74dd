package io.megadb.gateway.catalog;

import io.megadb.type.PgType;
import io.megadb.type.PgTypes;

/** What information_schema.columns says of a column's type: its name, lengths and precisions. */
final class ColumnTypeFacts {
  private static final int MAX_OCTETS = 1 << 30;
  private static final int OCTETS_PER_CHARACTER = 4;
  private static final int DEFAULT_SECONDS_DIGITS = 6;

  private ColumnTypeFacts() {}

  static void set(RowsBuilder rows, PgType type) {
    if (type.base().isArray()) {
      rows.set("data_type", "ARRAY");
      return;
    }
    rows.set("data_type", type.base().sqlName());
    switch (type.oid()) {
      case PgTypes.TEXT_OID -> rows.set("character_octet_length", MAX_OCTETS);
      case PgTypes.VARCHAR_OID, PgTypes.BPCHAR_OID -> characters(rows, type.characters());
      case PgTypes.INT2_OID -> integer(rows, 16);
      case PgTypes.INT4_OID -> integer(rows, 32);
      case PgTypes.INT8_OID -> integer(rows, 64);
      case PgTypes.FLOAT4_OID ->
          rows.set("numeric_precision", 24).set("numeric_precision_radix", 2);
      case PgTypes.FLOAT8_OID ->
          rows.set("numeric_precision", 53).set("numeric_precision_radix", 2);
      case PgTypes.NUMERIC_OID -> numeric(rows, type);
      case PgTypes.DATE_OID -> rows.set("datetime_precision", 0);
      case PgTypes.TIME_OID, PgTypes.TIMESTAMP_OID, PgTypes.TIMESTAMPTZ_OID ->
          rows.set(
              "datetime_precision", type.typmod() < 0 ? DEFAULT_SECONDS_DIGITS : type.typmod());
      case PgTypes.INTERVAL_OID -> interval(rows, type);
      default -> {
        // other types have neither lengths nor precisions
      }
    }
  }

  private static void characters(RowsBuilder rows, int length) {
    if (length >= 0) {
      rows.set("character_maximum_length", length)
          .set("character_octet_length", (long) length * OCTETS_PER_CHARACTER);
    } else {
      rows.set("character_octet_length", MAX_OCTETS);
    }
  }

  private static void integer(RowsBuilder rows, int bits) {
    rows.set("numeric_precision", bits).set("numeric_precision_radix", 2).set("numeric_scale", 0);
  }

  private static void numeric(RowsBuilder rows, PgType type) {
    rows.set("numeric_precision_radix", 10);
    if (type.typmod() >= 0) {
      rows.set("numeric_precision", type.precision()).set("numeric_scale", type.scale());
    }
  }

  /** The fields stand behind the type's name, with a precision of their own in parentheses. */
  private static void interval(RowsBuilder rows, PgType type) {
    int digits = type.typmod() & 0xFFFF;
    rows.set(
        "datetime_precision",
        type.typmod() < 0 || digits == 0xFFFF ? DEFAULT_SECONDS_DIGITS : digits);
    String fields = type.toString().substring("interval".length()).strip();
    if (!fields.isEmpty() && !fields.startsWith("(")) {
      rows.set("interval_type", fields.toUpperCase(java.util.Locale.ROOT));
    }
  }
}
