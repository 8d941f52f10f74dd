package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.CastSignature;
import io.megadb.function.CastSignature.Context;
import io.megadb.planner.relation.PgCastOperator;
import io.megadb.planner.relation.PgConstant;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.TypeCategory;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** Conversions between types: which there are, and how they are written into an expression. */
final class Coercion {
  private final Analysis analysis;

  Coercion(Analysis analysis) {
    this.analysis = analysis;
  }

  /** PostgreSQL's can_coerce_type for one type. */
  boolean can(BaseType source, BaseType target, Context context) {
    if (source.equals(target) || target.equals(PgTypes.ANY) || source.equals(PgTypes.UNKNOWN)) {
      return true;
    }
    if (relabels(source, target)) {
      return true;
    }
    CastSignature cast = analysis.context().functions().cast(source, target);
    if (cast != null) {
      return cast.context().ordinal() <= context.ordinal();
    }
    if (source.isArray() && target.isArray()) {
      BaseType from = PgTypes.byOid(source.elementOid());
      BaseType to = PgTypes.byOid(target.elementOid());
      return from != null && to != null && can(from, to, context);
    }
    boolean sourceHasText = source.category() != TypeCategory.PSEUDO;
    boolean targetHasText = target.category() != TypeCategory.PSEUDO;
    return switch (context) {
      case IMPLICIT -> false;
      case ASSIGNMENT -> sourceHasText && target.category() == TypeCategory.STRING;
      case EXPLICIT ->
          sourceHasText
              && targetHasText
              && (target.category() == TypeCategory.STRING
                  || source.category() == TypeCategory.STRING);
    };
  }

  /** Both types have the same values in the same form. */
  static boolean relabels(BaseType source, BaseType target) {
    return source.equals(PgTypes.VARCHAR) && target.equals(PgTypes.TEXT)
        || source.equals(PgTypes.TEXT) && target.equals(PgTypes.VARCHAR);
  }

  /**
   * Converts, if the context allows it.
   *
   * @return null if there is no such conversion
   */
  Typed tryCoerce(Typed value, PgType target, Context context) {
    PgType source = value.type();
    if (value.isUnknown()) {
      return unknown(value, target, context);
    }
    if (source.is(target.base())) {
      return applyModifier(value, target, context);
    }
    if (!can(source.base(), target.base(), context)) {
      return null;
    }
    RexNode converted = cast(value.rex(), target, context == Context.EXPLICIT);
    return value.with(converted);
  }

  private Typed unknown(Typed value, PgType target, Context context) {
    if (value.isParameter()) {
      return applyModifier(analysis.parameters().infer(value, target), target, context);
    }
    if (RexLiteral.isNullLiteral(value.rex())) {
      return value.with(analysis.rex().makeNullLiteral(analysis.rel(target, true)));
    }
    if (value.rex() instanceof RexCall call && call.getOperator() instanceof PgConstant constant) {
      // PostgreSQL reads the literal in the bare type and then converts it to the modifier.
      PgType bare = target.is(PgTypes.INTERVAL) ? target : target.withoutModifier();
      if (constant.isOpen()) {
        RexNode open = analysis.openConstants().read(constant, bare, analysis.rex());
        return applyModifier(value.with(open), target, context);
      }
      String text = (String) constant.value();
      try {
        RexNode read = analysis.rex().constant(analysis.literals().read(text, bare), bare);
        return applyModifier(value.with(read), target, context);
      } catch (MegaDbException e) {
        throw e.position() == MegaDbException.NO_POSITION
            ? e.withPosition(analysis.position(value.position()))
            : e;
      }
    }
    return value.with(cast(value.rex(), target, context == Context.EXPLICIT));
  }

  private Typed applyModifier(Typed value, PgType target, Context context) {
    if (target.typmod() == -1 || target.equals(value.type())) {
      return value;
    }
    return value.with(cast(value.rex(), target, context == Context.EXPLICIT));
  }

  private RexNode cast(RexNode value, PgType target, boolean explicit) {
    if (RexLiteral.isNullLiteral(value)) {
      return analysis.rex().makeNullLiteral(analysis.rel(target, true));
    }
    RelDataType type = analysis.rel(target, value.getType().isNullable());
    RexNode cast =
        analysis.rex().makeCall(type, new PgCastOperator(target, explicit), List.of(value));
    return analysis.folding().fold(cast);
  }

  /** Converts or fails as {@code context} words it. */
  Typed coerce(Typed value, PgType target, Context context) {
    Typed coerced = tryCoerce(value, target, context);
    if (coerced == null) {
      throw analysis.error(
          SqlState.CANNOT_COERCE,
          "cannot cast type " + value.type().withoutModifier() + " to " + target.withoutModifier(),
          value.position());
    }
    return coerced;
  }

  /** To the argument type of a function or operator that was chosen because this is possible. */
  Typed implicit(Typed value, PgType target) {
    return coerce(value, target, Context.IMPLICIT);
  }

  /** A condition, such as that of WHERE. */
  Typed bool(Typed value, String construct) {
    Typed coerced = tryCoerce(value, PgType.of(PgTypes.BOOL), Context.ASSIGNMENT);
    if (coerced == null || !coerced.type().is(PgTypes.BOOL)) {
      throw analysis.error(
          SqlState.DATATYPE_MISMATCH,
          "argument of " + construct + " must be type boolean, not type " + value.type(),
          value.position());
    }
    return coerced;
  }

  /** LIMIT and OFFSET. */
  Typed bigint(Typed value, String construct) {
    Typed coerced = tryCoerce(value, PgType.of(PgTypes.INT8), Context.ASSIGNMENT);
    if (coerced == null) {
      throw analysis.error(
          SqlState.DATATYPE_MISMATCH,
          "argument of " + construct + " must be type bigint, not type " + value.type(),
          value.position());
    }
    return coerced;
  }

  /** An output column that nothing gave a type: text. */
  Typed known(Typed value) {
    return value.isUnknown() ? implicit(value, PgType.of(PgTypes.TEXT)) : value;
  }

  /**
   * The type that all branches take, as PostgreSQL's select_common_type.
   *
   * @param construct such as "UNION" or "CASE"; null gives null instead of an error
   */
  PgType common(List<Typed> values, String construct) {
    Typed first = values.get(0);
    PgType chosen = first.type();
    for (Typed value : values) {
      PgType type = value.type();
      if (value.isUnknown() || type.is(chosen.base())) {
        continue;
      }
      if (chosen.is(PgTypes.UNKNOWN)) {
        chosen = type;
      } else if (type.base().category() != chosen.base().category()) {
        if (construct == null) {
          return null;
        }
        throw analysis.error(
            SqlState.DATATYPE_MISMATCH,
            construct
                + " types "
                + chosen.withoutModifier()
                + " and "
                + type.withoutModifier()
                + " cannot be matched",
            value.position());
      } else if (!chosen.base().preferred()
          && can(chosen.base(), type.base(), Context.IMPLICIT)
          && !can(type.base(), chosen.base(), Context.IMPLICIT)) {
        chosen = type;
      }
    }
    if (chosen.is(PgTypes.UNKNOWN)) {
      return PgType.of(PgTypes.TEXT);
    }
    for (Typed value : values) {
      if (!value.type().equals(chosen)) {
        return chosen.withoutModifier();
      }
    }
    return chosen;
  }

  /** Converts a branch to the common type. */
  Typed toCommon(Typed value, PgType common, String construct) {
    if (value.type().is(common.base())) {
      return value.type().equals(common) || common.typmod() == -1
          ? value
          : applyModifier(value, common, Context.IMPLICIT);
    }
    Typed coerced = tryCoerce(value, common, Context.IMPLICIT);
    if (coerced == null) {
      throw analysis.error(
          SqlState.CANNOT_COERCE,
          construct + " could not convert type " + value.type() + " to " + common,
          value.position());
    }
    return coerced;
  }
}
