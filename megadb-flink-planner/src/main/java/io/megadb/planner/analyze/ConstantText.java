package io.megadb.planner.analyze;

import io.megadb.function.CastSignature.Context;
import io.megadb.function.string.Identifiers;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.TypeText;

/**
 * Constants as SQL text with their type, as PostgreSQL keeps those of defaults: {@code
 * 'x'::character varying}. A literal such as 'now' is the value that it has now.
 */
final class ConstantText {
  private final Analysis analysis;

  ConstantText(Analysis analysis) {
    this.analysis = analysis;
  }

  /**
   * The text of an expression.
   *
   * @param type that a literal of unknown type takes
   * @param written what anything but a literal stays
   */
  String of(Typed value, PgType type, String written) {
    if (!value.isConstant() || value.isParameter()) {
      return written;
    }
    if (value.isUnknown()) {
      Typed read = analysis.coercion().tryCoerce(value, type.withoutModifier(), Context.ASSIGNMENT);
      Object constant = read == null || !read.isConstant() ? null : Folding.value(read.rex());
      return constant == null ? written : text(constant, type.withoutModifier());
    }
    boolean negative =
        value.type().is(PgTypes.INT4)
            && Folding.value(value.rex()) instanceof Long number
            && number < 0;
    return negative ? text(Folding.value(value.rex()), value.type()) : written;
  }

  private String text(Object value, PgType type) {
    String text = TypeText.format(type, value, analysis.context().evaluation());
    boolean plain =
        switch (type.oid()) {
          case PgTypes.INT4_OID -> !text.startsWith("-");
          case PgTypes.NUMERIC_OID -> text.matches("[0-9].*[.eE].*");
          default -> false;
        };
    if (type.is(PgTypes.BOOL)) {
      return value.toString();
    }
    String name = type.is(PgTypes.BPCHAR) ? "bpchar" : type.toString();
    return plain ? text : Identifiers.literal(text) + "::" + name;
  }
}
