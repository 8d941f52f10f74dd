package io.megadb.type;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL's built-in types that MegaDB knows, with the oids of PostgreSQL 15.
 *
 * <p>Immutable. Array types are found by {@link #arrayOf}.
 */
public final class PgTypes {
  public static final int BOOL_OID = 16;
  public static final int BYTEA_OID = 17;
  public static final int CHAR_OID = 18;
  public static final int NAME_OID = 19;
  public static final int INT8_OID = 20;
  public static final int INT2_OID = 21;
  public static final int INT4_OID = 23;
  public static final int REGPROC_OID = 24;
  public static final int TEXT_OID = 25;
  public static final int OID_OID = 26;
  public static final int JSON_OID = 114;
  public static final int FLOAT4_OID = 700;
  public static final int FLOAT8_OID = 701;
  public static final int UNKNOWN_OID = 705;
  public static final int BPCHAR_OID = 1042;
  public static final int VARCHAR_OID = 1043;
  public static final int DATE_OID = 1082;
  public static final int TIME_OID = 1083;
  public static final int TIMESTAMP_OID = 1114;
  public static final int TIMESTAMPTZ_OID = 1184;
  public static final int INTERVAL_OID = 1186;
  public static final int NUMERIC_OID = 1700;
  public static final int REGCLASS_OID = 2205;
  public static final int REGTYPE_OID = 2206;
  public static final int REGNAMESPACE_OID = 4089;
  public static final int UUID_OID = 2950;
  public static final int JSONB_OID = 3802;
  public static final int VOID_OID = 2278;
  public static final int RECORD_OID = 2249;
  public static final int ANY_OID = 2276;
  public static final int ANYELEMENT_OID = 2283;
  public static final int ANYARRAY_OID = 2277;

  public static final BaseType BOOL =
      new BaseType(
          BOOL_OID, "bool", "boolean", 1, TypeCategory.BOOLEAN, true, VectorKind.BOOL, 1000, 0);
  public static final BaseType BYTEA =
      new BaseType(
          BYTEA_OID, "bytea", "bytea", -1, TypeCategory.USER, false, VectorKind.BYTES, 1001, 0);
  public static final BaseType CHAR =
      new BaseType(
          CHAR_OID, "char", "\"char\"", 1, TypeCategory.INTERNAL, false, VectorKind.BYTES, 1002, 0);
  public static final BaseType NAME =
      new BaseType(
          NAME_OID, "name", "name", 64, TypeCategory.STRING, false, VectorKind.BYTES, 1003, 0);
  public static final BaseType INT8 =
      new BaseType(
          INT8_OID, "int8", "bigint", 8, TypeCategory.NUMERIC, false, VectorKind.LONG, 1016, 0);
  public static final BaseType INT2 =
      new BaseType(
          INT2_OID, "int2", "smallint", 2, TypeCategory.NUMERIC, false, VectorKind.LONG, 1005, 0);
  public static final BaseType INT4 =
      new BaseType(
          INT4_OID, "int4", "integer", 4, TypeCategory.NUMERIC, false, VectorKind.LONG, 1007, 0);
  public static final BaseType REGPROC =
      new BaseType(
          REGPROC_OID,
          "regproc",
          "regproc",
          4,
          TypeCategory.NUMERIC,
          false,
          VectorKind.LONG,
          1008,
          0);
  public static final BaseType TEXT =
      new BaseType(
          TEXT_OID, "text", "text", -1, TypeCategory.STRING, true, VectorKind.BYTES, 1009, 0);
  public static final BaseType OID =
      new BaseType(OID_OID, "oid", "oid", 4, TypeCategory.NUMERIC, true, VectorKind.LONG, 1028, 0);
  public static final BaseType JSON =
      new BaseType(
          JSON_OID, "json", "json", -1, TypeCategory.USER, false, VectorKind.BYTES, 199, 0);
  public static final BaseType FLOAT4 =
      new BaseType(
          FLOAT4_OID, "float4", "real", 4, TypeCategory.NUMERIC, false, VectorKind.DOUBLE, 1021, 0);
  public static final BaseType FLOAT8 =
      new BaseType(
          FLOAT8_OID,
          "float8",
          "double precision",
          8,
          TypeCategory.NUMERIC,
          true,
          VectorKind.DOUBLE,
          1022,
          0);
  public static final BaseType UNKNOWN =
      new BaseType(
          UNKNOWN_OID,
          "unknown",
          "unknown",
          -2,
          TypeCategory.UNKNOWN,
          false,
          VectorKind.BYTES,
          0,
          0);
  public static final BaseType BPCHAR =
      new BaseType(
          BPCHAR_OID,
          "bpchar",
          "character",
          -1,
          TypeCategory.STRING,
          false,
          VectorKind.BYTES,
          1014,
          0);
  public static final BaseType VARCHAR =
      new BaseType(
          VARCHAR_OID,
          "varchar",
          "character varying",
          -1,
          TypeCategory.STRING,
          false,
          VectorKind.BYTES,
          1015,
          0);
  public static final BaseType DATE =
      new BaseType(
          DATE_OID, "date", "date", 4, TypeCategory.DATETIME, false, VectorKind.LONG, 1182, 0);
  public static final BaseType TIME =
      new BaseType(
          TIME_OID,
          "time",
          "time without time zone",
          8,
          TypeCategory.DATETIME,
          false,
          VectorKind.LONG,
          1183,
          0);
  public static final BaseType TIMESTAMP =
      new BaseType(
          TIMESTAMP_OID,
          "timestamp",
          "timestamp without time zone",
          8,
          TypeCategory.DATETIME,
          false,
          VectorKind.LONG,
          1115,
          0);
  public static final BaseType TIMESTAMPTZ =
      new BaseType(
          TIMESTAMPTZ_OID,
          "timestamptz",
          "timestamp with time zone",
          8,
          TypeCategory.DATETIME,
          true,
          VectorKind.LONG,
          1185,
          0);
  public static final BaseType INTERVAL =
      new BaseType(
          INTERVAL_OID,
          "interval",
          "interval",
          16,
          TypeCategory.TIMESPAN,
          true,
          VectorKind.INTERVAL,
          1187,
          0);
  public static final BaseType NUMERIC =
      new BaseType(
          NUMERIC_OID,
          "numeric",
          "numeric",
          -1,
          TypeCategory.NUMERIC,
          false,
          VectorKind.NUMERIC,
          1231,
          0);
  public static final BaseType REGCLASS =
      new BaseType(
          REGCLASS_OID,
          "regclass",
          "regclass",
          4,
          TypeCategory.NUMERIC,
          false,
          VectorKind.LONG,
          2210,
          0);
  public static final BaseType REGTYPE =
      new BaseType(
          REGTYPE_OID,
          "regtype",
          "regtype",
          4,
          TypeCategory.NUMERIC,
          false,
          VectorKind.LONG,
          2211,
          0);
  public static final BaseType REGNAMESPACE =
      new BaseType(
          REGNAMESPACE_OID,
          "regnamespace",
          "regnamespace",
          4,
          TypeCategory.NUMERIC,
          false,
          VectorKind.LONG,
          4090,
          0);
  public static final BaseType UUID =
      new BaseType(
          UUID_OID, "uuid", "uuid", 16, TypeCategory.USER, false, VectorKind.BYTES, 2951, 0);
  public static final BaseType JSONB =
      new BaseType(
          JSONB_OID, "jsonb", "jsonb", -1, TypeCategory.USER, false, VectorKind.BYTES, 3807, 0);

  /** What a function gives that gives nothing: the empty text. */
  public static final BaseType VOID =
      new BaseType(VOID_OID, "void", "void", 4, TypeCategory.PSEUDO, false, VectorKind.BYTES, 0, 0);

  public static final BaseType RECORD =
      new BaseType(RECORD_OID, "record", "record", -1, TypeCategory.PSEUDO, false, null, 2287, 0);
  public static final BaseType ANY =
      new BaseType(ANY_OID, "any", "\"any\"", 4, TypeCategory.PSEUDO, false, null, 0, 0);
  public static final BaseType ANYELEMENT =
      new BaseType(
          ANYELEMENT_OID, "anyelement", "anyelement", 4, TypeCategory.PSEUDO, false, null, 0, 0);
  public static final BaseType ANYARRAY =
      new BaseType(
          ANYARRAY_OID, "anyarray", "anyarray", -1, TypeCategory.PSEUDO, false, null, 0, 0);

  private static final Map<Integer, BaseType> BY_OID = new LinkedHashMap<>();
  private static final Map<String, BaseType> BY_NAME = new LinkedHashMap<>();

  static {
    for (BaseType type :
        List.of(
            BOOL,
            BYTEA,
            CHAR,
            NAME,
            INT8,
            INT2,
            INT4,
            REGPROC,
            TEXT,
            OID,
            JSON,
            FLOAT4,
            FLOAT8,
            UNKNOWN,
            BPCHAR,
            VARCHAR,
            DATE,
            TIME,
            TIMESTAMP,
            TIMESTAMPTZ,
            INTERVAL,
            NUMERIC,
            REGCLASS,
            REGTYPE,
            REGNAMESPACE,
            UUID,
            JSONB,
            VOID,
            RECORD,
            ANY,
            ANYELEMENT,
            ANYARRAY)) {
      add(type);
      if (type.arrayOid() != 0) {
        add(
            new BaseType(
                type.arrayOid(),
                "_" + type.name(),
                type.sqlName() + "[]",
                -1,
                TypeCategory.ARRAY,
                false,
                VectorKind.LIST,
                0,
                type.oid()));
      }
    }
  }

  private PgTypes() {}

  private static void add(BaseType type) {
    BY_OID.put(type.oid(), type);
    BY_NAME.put(type.name(), type);
  }

  /** The built-in type with this oid, or null. */
  public static BaseType byOid(int oid) {
    return BY_OID.get(oid);
  }

  /** The built-in type with this pg_type.typname ("int4", "_text"), or null. */
  public static BaseType byName(String name) {
    return BY_NAME.get(name);
  }

  /** The array type of a built-in type, or null if it has none. */
  public static BaseType arrayOf(BaseType element) {
    return BY_OID.get(element.arrayOid());
  }

  /** All built-in types, arrays after their elements. */
  public static List<BaseType> all() {
    return List.copyOf(BY_OID.values());
  }
}
