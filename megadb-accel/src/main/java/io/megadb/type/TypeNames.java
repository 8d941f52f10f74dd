package io.megadb.type;

/** PostgreSQL's format_type. */
final class TypeNames {
  private static final int INTERVAL_FULL_RANGE = 0x7FFF;
  private static final int FULL_PRECISION = 0xFFFF;
  private static final int MONTH = 1 << 1;
  private static final int YEAR = 1 << 2;
  private static final int DAY = 1 << 3;
  private static final int HOUR = 1 << 10;
  private static final int MINUTE = 1 << 11;
  private static final int SECOND = 1 << 12;

  private TypeNames() {}

  static String format(PgType type) {
    if (type.base().isArray()) {
      BaseType element = PgTypes.byOid(type.base().elementOid());
      return (element == null
              ? type.base().sqlName()
              : new PgType(element, type.typmod()).toString())
          + "[]";
    }
    if (type.typmod() < 0) {
      return type.base().sqlName();
    }
    return switch (type.oid()) {
      case PgTypes.BPCHAR_OID, PgTypes.VARCHAR_OID ->
          (type.oid() == PgTypes.BPCHAR_OID ? "character(" : "character varying(")
              + type.characters()
              + ")";
      case PgTypes.NUMERIC_OID -> "numeric(" + type.precision() + "," + type.scale() + ")";
      case PgTypes.TIMESTAMP_OID -> "timestamp(" + type.typmod() + ") without time zone";
      case PgTypes.TIMESTAMPTZ_OID -> "timestamp(" + type.typmod() + ") with time zone";
      case PgTypes.TIME_OID -> "time(" + type.typmod() + ") without time zone";
      case PgTypes.INTERVAL_OID -> "interval" + intervalFields(type.typmod());
      default ->
          type.base().form() == null
              ? type.base().sqlName()
              : type.base().sqlName() + "(" + type.typmod() + ")";
    };
  }

  private static String intervalFields(int typmod) {
    int range = typmod >> 16 & INTERVAL_FULL_RANGE;
    int precision = typmod & FULL_PRECISION;
    String fields =
        switch (range) {
          case YEAR -> " year";
          case MONTH -> " month";
          case DAY -> " day";
          case HOUR -> " hour";
          case MINUTE -> " minute";
          case SECOND -> " second";
          case YEAR | MONTH -> " year to month";
          case DAY | HOUR -> " day to hour";
          case DAY | HOUR | MINUTE -> " day to minute";
          case DAY | HOUR | MINUTE | SECOND -> " day to second";
          case HOUR | MINUTE -> " hour to minute";
          case HOUR | MINUTE | SECOND -> " hour to second";
          case MINUTE | SECOND -> " minute to second";
          default -> "";
        };
    return precision == FULL_PRECISION ? fields : fields + "(" + precision + ")";
  }
}
