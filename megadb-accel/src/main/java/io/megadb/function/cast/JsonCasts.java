package io.megadb.function.cast;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.arithmetic.IntegerRange;
import io.megadb.function.kernel.StrictBody;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import io.megadb.type.json.JsonParser;
import io.megadb.type.json.JsonValue;
import io.megadb.vector.PgNumeric;
import io.megadb.vector.Validity;
import io.megadb.vector.VectorBuilder;

/** jsonb to boolean and to numbers; any other kind of value inside is 22023. */
final class JsonCasts {
  private JsonCasts() {}

  static StrictBody body(BaseType target) {
    PgType type = PgType.of(target);
    return (a, rows, validity, context) -> {
      VectorBuilder out = VectorBuilder.of(type, rows);
      for (int i = 0; i < rows; i++) {
        if (validity != null && !Validity.isValid(validity, i)) {
          out.appendNull();
        } else {
          out.append(convert(JsonParser.parse(a[0].textAt(i)), target));
        }
      }
      return out.build();
    };
  }

  private static Object convert(JsonValue value, BaseType target) {
    if (target.equals(PgTypes.BOOL) && value instanceof JsonValue.Bool bool) {
      return bool.value();
    }
    if (target.equals(PgTypes.BOOL) || !(value instanceof JsonValue.Number number)) {
      String kind = value.typeName();
      throw new MegaDbException(
          SqlState.INVALID_PARAMETER_VALUE,
          "cannot cast jsonb " + kind + " to type " + target.sqlName());
    }
    PgNumeric numeric = PgNumeric.of(number.value());
    if (target.kind() == VectorKind.LONG) {
      return NumberCasts.integer(numeric, IntegerRange.of(target));
    }
    return target.kind() == VectorKind.DOUBLE
        ? (Object) NumberCasts.toDouble(numeric, target.equals(PgTypes.FLOAT4))
        : numeric;
  }
}
