package io.megadb.function.cast;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.ScalarKernel;
import io.megadb.function.Volatility;
import io.megadb.function.kernel.StrictBody;
import io.megadb.function.kernel.StrictKernel;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.TypeCategory;
import io.megadb.type.VectorKind;
import java.util.Set;

/** The kernel of a conversion from one type to another. */
public final class Casts {
  private static final Set<BaseType> CHARACTERS =
      Set.of(
          PgTypes.TEXT,
          PgTypes.VARCHAR,
          PgTypes.BPCHAR,
          PgTypes.NAME,
          PgTypes.CHAR,
          PgTypes.UNKNOWN);
  private static final Set<BaseType> DATE_TIMES =
      Set.of(PgTypes.DATE, PgTypes.TIME, PgTypes.TIMESTAMP, PgTypes.TIMESTAMPTZ, PgTypes.INTERVAL);
  private static final Set<BaseType> OIDS =
      Set.of(PgTypes.OID, PgTypes.REGCLASS, PgTypes.REGPROC, PgTypes.REGTYPE, PgTypes.REGNAMESPACE);

  private Casts() {}

  /**
   * The conversion, modifier included.
   *
   * @param explicit written by the user: a text too long is cut silently
   * @throws MegaDbException 42846 if there is none
   */
  public static ScalarKernel kernel(PgType source, PgType target, boolean explicit) {
    StrictBody body = body(source, target, explicit);
    return body == null
        ? (arguments, rows, context) -> arguments[0]
        : new StrictKernel(body, target, Volatility.STABLE);
  }

  /** Null if the values stay as they are. */
  private static StrictBody body(PgType source, PgType target, boolean explicit) {
    PgType plain = target.withoutModifier();
    boolean same = source.is(target.base());
    StrictBody conversion = same ? null : conversion(source, plain);
    boolean modified = target.typmod() >= 0 && !(same && source.typmod() == target.typmod());
    if (target.is(PgTypes.NAME) || target.is(PgTypes.CHAR)) {
      modified = false;
    }
    StrictBody modifier = modified ? Modifiers.body(target, explicit) : null;
    if (conversion == null || modifier == null) {
      return conversion == null ? modifier : conversion;
    }
    return new ComposedBody(conversion, modifier);
  }

  private static StrictBody conversion(PgType source, PgType target) {
    BaseType from = source.base();
    BaseType to = target.base();
    StrictBody plugins = pluginConversion(source, target);
    if (plugins != null) {
      return plugins;
    }
    if (CHARACTERS.contains(from) && CHARACTERS.contains(to)) {
      return CharacterCasts.body(source, target);
    }
    if (isNumber(from) && isNumber(to)) {
      return NumberCasts.body(from, to);
    }
    if (OIDS.contains(from) || OIDS.contains(to)) {
      StrictBody body = OidCasts.body(from, to, OIDS);
      if (body != null) {
        return body;
      }
    }
    if (DATE_TIMES.contains(from) && DATE_TIMES.contains(to)) {
      StrictBody body = DateTimeCasts.body(from, to);
      if (body != null) {
        return body;
      }
      throw noCast(source, target);
    }
    if (from.equals(PgTypes.BOOL) && CHARACTERS.contains(to) && !to.equals(PgTypes.CHAR)) {
      return CharacterCasts.fromBool();
    }
    if (from.equals(PgTypes.BOOL) && to.equals(PgTypes.INT4)) {
      return NumberCasts.fromBool();
    }
    if (from.equals(PgTypes.INT4) && to.equals(PgTypes.BOOL)) {
      return NumberCasts.toBool();
    }
    if (from.equals(PgTypes.CHAR) && to.equals(PgTypes.INT4)) {
      return CharacterCasts.charToInt();
    }
    if (from.equals(PgTypes.INT4) && to.equals(PgTypes.CHAR)) {
      return CharacterCasts.intToChar();
    }
    if (from.equals(PgTypes.JSONB) && (isNumber(to) || to.equals(PgTypes.BOOL))) {
      return JsonCasts.body(to);
    }
    if (from.isArray() && to.isArray()) {
      return ArrayCast.body(source, target);
    }
    if (throughText(from, to)) {
      return new TextConversion(source, target);
    }
    throw noCast(source, target);
  }

  /** Null if neither type is a plugin's, or the conversion goes through text. */
  private static StrictBody pluginConversion(PgType source, PgType target) {
    StrictBody body =
        target.base().form() == null ? null : target.base().form().conversion(source, target);
    return body != null || source.base().form() == null
        ? body
        : source.base().form().conversion(source, target);
  }

  /** I/O conversion: to and from every string type, and between json and jsonb. */
  private static boolean throughText(BaseType from, BaseType to) {
    boolean json = from.equals(PgTypes.JSON) || from.equals(PgTypes.JSONB);
    boolean toJson = to.equals(PgTypes.JSON) || to.equals(PgTypes.JSONB);
    return json && toJson || isString(from) || isString(to);
  }

  private static boolean isString(BaseType type) {
    return type.category() == TypeCategory.STRING
        || type.equals(PgTypes.UNKNOWN)
        || type.equals(PgTypes.CHAR);
  }

  private static boolean isNumber(BaseType type) {
    return type.equals(PgTypes.INT2)
        || type.equals(PgTypes.INT4)
        || type.equals(PgTypes.INT8)
        || type.kind() == VectorKind.DOUBLE
        || type.equals(PgTypes.NUMERIC);
  }

  static MegaDbException noCast(PgType source, PgType target) {
    return new MegaDbException(
        SqlState.CANNOT_COERCE,
        "cannot cast type " + source.withoutModifier() + " to " + target.withoutModifier());
  }
}
