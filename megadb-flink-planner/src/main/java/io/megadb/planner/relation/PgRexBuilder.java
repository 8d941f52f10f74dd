package io.megadb.planner.relation;

import io.megadb.error.MegaDbException;
import io.megadb.plan.expression.SpecialForm.Form;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.TypeCategory;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** Builds expressions without Calcite's conversions of literals and casts. */
public final class PgRexBuilder extends RexBuilder {
  private final PgTypeFactory types;

  public PgRexBuilder(PgTypeFactory types) {
    super(types);
    this.types = types;
  }

  public PgTypeFactory types() {
    return types;
  }

  /**
   * A constant.
   *
   * @param value as in {@code io.megadb.vector.Values}; null for SQL null
   */
  public RexNode constant(Object value, PgType type) {
    if (value == null) {
      return makeNullLiteral(types.of(type, true));
    }
    if (value instanceof Boolean bool) {
      return makeLiteral(bool);
    }
    return makeCall(types.of(type, false), new PgConstant(value, type), List.of());
  }

  /** A constant whose value planning must not know; {@link PgConstant#open}. */
  public RexNode openConstant(int slot, PgType type) {
    return makeCall(types.of(type, false), PgConstant.open(slot, type), List.of());
  }

  @Override
  public RexLiteral makeNullLiteral(RelDataType type) {
    return makeLiteral(null, types.createTypeWithNullability(type, true), SqlTypeName.NULL);
  }

  @Override
  public RexNode makeCast(RelDataType type, RexNode value, boolean matchNullability, boolean safe) {
    if (value.getType().equals(type)) {
      return value;
    }
    if (RexLiteral.isNullLiteral(value)) {
      return makeNullLiteral(type);
    }
    PgType target = PgRelDataType.of(type);
    PgType source = PgRelDataType.of(value.getType());
    if (source.equals(target)) {
      return matchNullability ? makeCall(type, SqlStdOperatorTable.CAST, List.of(value)) : value;
    }
    RelDataType result =
        matchNullability
            ? type
            : types.createTypeWithNullability(type, value.getType().isNullable());
    return makeCall(result, new PgCastOperator(target, false), List.of(value));
  }

  @Override
  public RexNode makeCast(RelDataType type, RexNode value) {
    return makeCast(type, value, false, false);
  }

  /** Calcite's estimates write a share of rows as a literal; it never reaches a plan. */
  @Override
  public RexLiteral makeApproxLiteral(BigDecimal value, RelDataType type) {
    return makeLiteral(value, type, SqlTypeName.DOUBLE);
  }

  /** An integer literal that Calcite's own rules may read, for LIMIT. */
  public RexNode bigint(long value) {
    return makeLiteral(
        BigDecimal.valueOf(value), createType(SqlTypeName.BIGINT), SqlTypeName.DECIMAL);
  }

  /** Calcite asks when it changes a call's operands, as it does where it removes correlation. */
  @Override
  public RelDataType deriveReturnType(SqlOperator operator, List<? extends RexNode> operands) {
    boolean nullable = operands.stream().anyMatch(operand -> operand.getType().isNullable());
    if (operator instanceof PgCastOperator cast) {
      return types.of(cast.target(), nullable);
    }
    if (operator instanceof PgFunctionOperator function) {
      BaseType result = function.signature().result();
      if (result.category() == TypeCategory.PSEUDO) {
        throw MegaDbException.notSupported("correlated subquery of this form");
      }
      return types.of(PgType.of(result), true);
    }
    if (operator instanceof PgSpecialOperator special) {
      return special.form() == Form.IN
          ? types.of(PgType.of(PgTypes.BOOL), true)
          : types.createTypeWithNullability(operands.get(0).getType(), true);
    }
    return super.deriveReturnType(operator, operands);
  }

  private RelDataType createType(SqlTypeName name) {
    return types.createSqlType(name);
  }
}
