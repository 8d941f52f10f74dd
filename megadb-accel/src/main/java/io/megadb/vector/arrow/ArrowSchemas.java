package io.megadb.vector.arrow;

import io.megadb.error.MegaDbException;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * PostgreSQL's types as Arrow's. Every value comes back as it was.
 *
 * <pre>
 *   boolean                              Bool
 *   integers, oid and its kin            Int(64)
 *   date                                 Int(64): days from 2000-01-01
 *   time, timestamp, timestamptz         Int(64): µs, of timestamps from 2000-01-01 UTC
 *   float4, float8                       FloatingPoint(DOUBLE)
 *   text types, json, jsonb, void        Utf8
 *   bytea, uuid, "char"                  Binary
 *   numeric                              Struct(scale Int(32), unscaled Int(64), wide Binary)
 *   interval                             Struct(months Int(32), days Int(32), micros Int(64))
 *   T[]                                  List(T)
 * </pre>
 *
 * Times are plain integers because Arrow's count from 1970, which leaves no room for PostgreSQL's
 * infinities at the ends of the range. An Arrow decimal has one scale a column, a numeric one a
 * value, and NaN and infinities besides: see {@link NumericColumns}. Each field's metadata has
 * PostgreSQL's name of its type under {@value #TYPE_KEY}. Stateless.
 */
public final class ArrowSchemas {
  static final String TYPE_KEY = "postgresql.type";

  private ArrowSchemas() {}

  /** The schema of rows of these types; 0A000 for a type without values, such as record. */
  public static Schema of(List<PgType> types) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(field("c" + i, types.get(i)));
    }
    return new Schema(fields);
  }

  private static Field field(String name, PgType type) {
    VectorKind kind = type.kind();
    if (kind == null) {
      throw MegaDbException.notSupported("rows with a column of type " + type + " on a cluster");
    }
    Map<String, String> metadata = Map.of(TYPE_KEY, type.toString());
    return new Field(
        name,
        new FieldType(true, arrowType(type, kind), null, metadata),
        switch (kind) {
          case NUMERIC ->
              List.of(
                  Field.notNullable("scale", integer(32)),
                  Field.notNullable("unscaled", integer(64)),
                  Field.nullable("wide", ArrowType.Binary.INSTANCE));
          case INTERVAL ->
              List.of(
                  Field.notNullable("months", integer(32)),
                  Field.notNullable("days", integer(32)),
                  Field.notNullable("micros", integer(64)));
          case LIST -> List.of(field("element", element(type)));
          case BOOL, LONG, DOUBLE, BYTES -> List.of();
        });
  }

  private static PgType element(PgType array) {
    return PgType.of(PgTypes.byOid(array.base().elementOid()));
  }

  private static ArrowType arrowType(PgType type, VectorKind kind) {
    return switch (kind) {
      case BOOL -> ArrowType.Bool.INSTANCE;
      case LONG -> integer(64);
      case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case BYTES ->
          type.is(PgTypes.BYTEA) || type.is(PgTypes.UUID) || type.is(PgTypes.CHAR)
              ? ArrowType.Binary.INSTANCE
              : ArrowType.Utf8.INSTANCE;
      case NUMERIC, INTERVAL -> ArrowType.Struct.INSTANCE;
      case LIST -> ArrowType.List.INSTANCE;
    };
  }

  private static ArrowType integer(int bits) {
    return new ArrowType.Int(bits, true);
  }
}
