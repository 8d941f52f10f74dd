package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.NumericConstant;
import io.megadb.planner.ast.PgTypeNameSpec;
import io.megadb.planner.spi.KnownPlugins;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.TypeForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlTypeNameSpec;

/** Type names with their modifiers. */
final class TypeNameResolver {
  /** PostgreSQL has them. */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "bigserial",
          "bit",
          "box",
          "cidr",
          "circle",
          "datemultirange",
          "daterange",
          "inet",
          "int4multirange",
          "int4range",
          "int8multirange",
          "int8range",
          "jsonpath",
          "line",
          "lseg",
          "macaddr",
          "macaddr8",
          "money",
          "nummultirange",
          "numrange",
          "path",
          "pg_lsn",
          "point",
          "polygon",
          "serial",
          "serial2",
          "serial4",
          "serial8",
          "smallserial",
          "timetz",
          "tsmultirange",
          "tsquery",
          "tsrange",
          "tstzmultirange",
          "tstzrange",
          "tsvector",
          "varbit",
          "xml");

  private static final int MAX_CHARACTERS = 10_485_760;
  private static final int MAX_PRECISION = 1000;
  private static final int MAX_SECONDS_PRECISION = 6;
  private static final int FULL_PRECISION = 0xFFFF;
  private static final int FULL_RANGE = 0x7FFF;
  private static final Map<String, Integer> INTERVAL_BITS =
      Map.of(
          "month", 1 << 1, "year", 1 << 2, "day", 1 << 3, "hour", 1 << 10, "minute", 1 << 11,
          "second", 1 << 12);

  private final Analysis analysis;

  TypeNameResolver(Analysis analysis) {
    this.analysis = analysis;
  }

  PgType resolve(SqlDataTypeSpec spec) {
    return resolve(spec.getTypeNameSpec());
  }

  PgType resolve(SqlTypeNameSpec spec) {
    if (!(spec instanceof PgTypeNameSpec named)) {
      throw analysis.error(
          SqlState.UNDEFINED_OBJECT,
          "type \"" + spec.getTypeName() + "\" does not exist",
          spec.getParserPos());
    }
    if (named.setOf()) {
      throw analysis.error(
          SqlState.DATATYPE_MISMATCH, "SETOF is not allowed here", spec.getParserPos());
    }
    BaseType base = base(named);
    int modifier = modifier(base, named);
    if (named.dimensions() == 0) {
      return new PgType(base, modifier);
    }
    BaseType array = PgTypes.arrayOf(base);
    if (array == null) {
      throw analysis.error(
          SqlState.UNDEFINED_OBJECT,
          "could not find array type for data type " + PgType.of(base),
          spec.getParserPos());
    }
    return new PgType(array, modifier);
  }

  /** The type of this unqualified name, or null. */
  BaseType find(String name) {
    BaseType base = analysis.context().functions().type(name);
    return base == null || base.equals(PgTypes.UNKNOWN) ? null : base;
  }

  private BaseType base(PgTypeNameSpec spec) {
    SqlIdentifier name = spec.getTypeName();
    boolean visible =
        name.isSimple()
            || name.names.get(0).equals("pg_catalog")
            || name.names.get(0).equals("public");
    String last = name.names.get(name.names.size() - 1);
    BaseType base = visible ? analysis.context().functions().type(last) : null;
    if (visible && base == null && UNSUPPORTED.contains(last)) {
      throw MegaDbException.notSupported("type " + last)
          .withPosition(analysis.position(spec.getParserPos()));
    }
    if (base == null) {
      MegaDbException error =
          analysis.error(
              SqlState.UNDEFINED_OBJECT,
              "type \"" + String.join(".", name.names) + "\" does not exist",
              spec.getParserPos());
      String hint = KnownPlugins.hint("type", last);
      throw hint == null ? error : error.withHint(hint);
    }
    return base;
  }

  private int modifier(BaseType base, PgTypeNameSpec spec) {
    SqlNodeList modifiers = spec.modifiers();
    if (base.equals(PgTypes.INTERVAL)) {
      return interval(spec);
    }
    if (modifiers.isEmpty()) {
      return -1;
    }
    if (modifiers.size() > 1 && !base.equals(PgTypes.NUMERIC)) {
      throw invalidModifier("", spec);
    }
    return switch (base.oid()) {
      case PgTypes.VARCHAR_OID, PgTypes.BPCHAR_OID -> characters(base, spec);
      case PgTypes.NUMERIC_OID -> numeric(spec);
      case PgTypes.TIME_OID, PgTypes.TIMESTAMP_OID, PgTypes.TIMESTAMPTZ_OID ->
          Math.min(number(modifiers.get(0), spec), MAX_SECONDS_PRECISION);
      case PgTypes.FLOAT8_OID -> -1;
      default -> {
        if (base.form() != null) {
          yield pluginModifier(base.form(), spec);
        }
        throw analysis.error(
            SqlState.SYNTAX_ERROR,
            "type modifier is not allowed for type \"" + base.name() + "\"",
            spec.getParserPos());
      }
    };
  }

  private int pluginModifier(TypeForm form, PgTypeNameSpec spec) {
    List<Integer> numbers = new ArrayList<>();
    for (SqlNode modifier : spec.modifiers()) {
      numbers.add(number(modifier, spec));
    }
    try {
      return form.modifier(numbers);
    } catch (MegaDbException e) {
      throw e.withPosition(analysis.position(spec.getParserPos()));
    }
  }

  private int characters(BaseType base, PgTypeNameSpec spec) {
    String name = base.equals(PgTypes.BPCHAR) ? "char" : "varchar";
    int length = number(spec.modifiers().get(0), spec);
    if (length < 1) {
      throw analysis.error(
          SqlState.INVALID_PARAMETER_VALUE,
          "length for type " + name + " must be at least 1",
          spec.getParserPos());
    }
    if (length > MAX_CHARACTERS) {
      throw analysis.error(
          SqlState.INVALID_PARAMETER_VALUE,
          "length for type " + name + " cannot exceed " + MAX_CHARACTERS,
          spec.getParserPos());
    }
    return PgType.characters(base, length).typmod();
  }

  private MegaDbException invalidModifier(String type, PgTypeNameSpec spec) {
    return analysis.error(
        SqlState.INVALID_PARAMETER_VALUE, "invalid " + type + "type modifier", spec.getParserPos());
  }

  private int numeric(PgTypeNameSpec spec) {
    if (spec.modifiers().size() > 2) {
      throw invalidModifier("NUMERIC ", spec);
    }
    int precision = number(spec.modifiers().get(0), spec);
    int scale = spec.modifiers().size() > 1 ? number(spec.modifiers().get(1), spec) : 0;
    if (precision < 1 || precision > MAX_PRECISION) {
      throw analysis.error(
          SqlState.INVALID_PARAMETER_VALUE,
          "NUMERIC precision " + precision + " must be between 1 and " + MAX_PRECISION,
          spec.getParserPos());
    }
    if (scale < -MAX_PRECISION || scale > MAX_PRECISION) {
      throw analysis.error(
          SqlState.INVALID_PARAMETER_VALUE,
          "NUMERIC scale " + scale + " must be between -1000 and 1000",
          spec.getParserPos());
    }
    return PgType.numeric(precision, scale).typmod();
  }

  private int interval(PgTypeNameSpec spec) {
    if (spec.fields() == null && spec.modifiers().isEmpty()) {
      return -1;
    }
    int range = FULL_RANGE;
    if (spec.fields() != null) {
      range = intervalRange(spec.fields().toLowerCase(Locale.ROOT));
    }
    int precision =
        spec.modifiers().isEmpty()
            ? FULL_PRECISION
            : Math.min(number(spec.modifiers().get(0), spec), MAX_SECONDS_PRECISION);
    return range << 16 | precision;
  }

  private static int intervalRange(String fields) {
    String[] ends = fields.split(" to ", -1);
    int first = INTERVAL_BITS.get(ends[0].trim());
    if (ends.length == 1) {
      return first;
    }
    int last = INTERVAL_BITS.get(ends[1].trim());
    int range = 0;
    boolean inside = false;
    for (String field : new String[] {"year", "month", "day", "hour", "minute", "second"}) {
      int bit = INTERVAL_BITS.get(field);
      inside |= bit == first;
      if (inside) {
        range |= bit;
      }
      if (bit == last) {
        break;
      }
    }
    return range;
  }

  private int number(SqlNode modifier, PgTypeNameSpec spec) {
    if (modifier instanceof SqlLiteral literal
        && literal.getTypeName() == org.apache.calcite.sql.type.SqlTypeName.DECIMAL) {
      String text = literal instanceof NumericConstant exact ? exact.text() : literal.toValue();
      try {
        return ((Long) analysis.literals().read(text, PgType.of(PgTypes.INT4))).intValue();
      } catch (MegaDbException e) {
        throw e.withPosition(analysis.position(spec.getParserPos()));
      }
    }
    throw analysis.error(
        SqlState.INVALID_PARAMETER_VALUE,
        "type modifiers must be simple constants or identifiers",
        spec.getParserPos());
  }
}
