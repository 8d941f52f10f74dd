package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.CastSignature.Context;
import io.megadb.function.window.FrameExclusion;
import io.megadb.plan.WindowFrame.BoundKind;
import io.megadb.plan.WindowFrame.Unit;
import io.megadb.planner.ast.WindowNode;
import io.megadb.planner.ast.WindowNode.Bound;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.relation.WindowRel.Frame;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlNode;

/** Frames of windows: units, bounds and the types of offsets. */
final class WindowFrames {
  private final Analysis analysis;

  WindowFrames(Analysis analysis) {
    this.analysis = analysis;
  }

  /** The frame written, or the one where none is. */
  Frame frame(WindowNode node, List<OrderKey> orderBy, Scope scope) {
    WindowNode.Frame written = node.frame();
    if (written == null) {
      return new Frame(
          Unit.RANGE,
          BoundKind.UNBOUNDED_PRECEDING,
          null,
          BoundKind.CURRENT_ROW,
          null,
          FrameExclusion.NO_OTHERS);
    }
    Unit unit = Unit.valueOf(written.unit().name());
    boolean offsets = written.start().value() != null || written.end().value() != null;
    if (unit == Unit.RANGE && offsets && orderBy.size() != 1) {
      throw analysis.error(
          SqlState.WINDOWING_ERROR,
          "RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column",
          node);
    }
    if (unit == Unit.GROUPS && orderBy.isEmpty()) {
      throw analysis.error(
          SqlState.WINDOWING_ERROR, "GROUPS mode requires an ORDER BY clause", node);
    }
    return new Frame(
        unit,
        BoundKind.valueOf(written.start().kind().name()),
        offset(written.start(), unit, orderBy, scope),
        BoundKind.valueOf(written.end().kind().name()),
        offset(written.end(), unit, orderBy, scope),
        FrameExclusion.valueOf(written.exclusion().name()));
  }

  private RexNode offset(Bound bound, Unit unit, List<OrderKey> orderBy, Scope scope) {
    SqlNode node = bound.value();
    if (node == null) {
      return null;
    }
    Typed value =
        scope.inClause(
            "window " + unit, () -> analysis.expressions().analyze(node, scope));
    Typed offset =
        unit == Unit.RANGE
            ? distance(value, orderBy.get(0))
            : analysis.coercion().bigint(value, unit.name());
    checkVariables(offset, unit, scope);
    if (RexUtil.SubQueryFinder.find(offset.rex()) != null) {
      throw analysis.notSupported("subquery in a frame's offset", node);
    }
    return offset.rex();
  }

  private void checkVariables(Typed offset, Unit unit, Scope scope) {
    offset
        .rex()
        .accept(
            new RexVisitorImpl<Void>(true) {
              @Override
              public Void visitInputRef(RexInputRef reference) {
                Scope.ColumnUse use = scope.use(reference);
                throw analysis.error(
                    SqlState.INVALID_COLUMN_REFERENCE,
                    "argument of " + unit + " must not contain variables",
                    use == null ? offset.position() : use.position());
              }
            });
  }

  /** The offset as what PostgreSQL adds to a sort key of this type. */
  private Typed distance(Typed offset, OrderKey key) {
    PgType keyType = PgRelDataType.of(key.value().getType());
    List<BaseType> candidates = candidates(keyType.base());
    if (candidates.isEmpty()) {
      throw unsupported("is not supported for column type " + keyType.withoutModifier(), offset);
    }
    BaseType own = offset.type().base();
    BaseType preferred = offset.isUnknown() ? keyType.base() : own;
    BaseType chosen = null;
    int matches = 0;
    for (BaseType candidate : candidates) {
      if (analysis.coercion().can(own, candidate, Context.IMPLICIT)) {
        matches++;
        chosen = preferred.equals(chosen) ? chosen : candidate;
      }
    }
    String types =
        "for column type "
            + keyType.withoutModifier()
            + " and offset type "
            + offset.type().withoutModifier();
    if (matches == 0) {
      throw unsupported("is not supported " + types, offset)
          .withHint("Cast the offset value to an appropriate type.");
    }
    if (matches > 1 && !preferred.equals(chosen)) {
      throw unsupported("has multiple interpretations " + types, offset)
          .withHint("Cast the offset value to the exact intended type.");
    }
    return analysis.coercion().implicit(offset, PgType.of(chosen));
  }

  private MegaDbException unsupported(String problem, Typed offset) {
    return analysis.error(
        SqlState.FEATURE_NOT_SUPPORTED,
        "RANGE with offset PRECEDING/FOLLOWING " + problem,
        offset.position());
  }

  /** Types that pg_amproc has in_range functions for. */
  private static List<BaseType> candidates(BaseType key) {
    return switch (key.oid()) {
      case PgTypes.INT2_OID, PgTypes.INT4_OID -> List.of(PgTypes.INT8, PgTypes.INT4, PgTypes.INT2);
      case PgTypes.INT8_OID -> List.of(PgTypes.INT8);
      case PgTypes.FLOAT4_OID, PgTypes.FLOAT8_OID -> List.of(PgTypes.FLOAT8);
      case PgTypes.NUMERIC_OID -> List.of(PgTypes.NUMERIC);
      case PgTypes.DATE_OID,
          PgTypes.TIMESTAMP_OID,
          PgTypes.TIMESTAMPTZ_OID,
          PgTypes.TIME_OID,
          PgTypes.INTERVAL_OID ->
          List.of(PgTypes.INTERVAL);
      default -> List.of();
    };
  }
}
