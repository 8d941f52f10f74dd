package io.megadb.planner.relation;

import io.megadb.type.PgType;
import java.util.Objects;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;

/**
 * A constant that Calcite knows only as a call without operands, so that no rule compares, pads or
 * rounds its value. Booleans and nulls are Calcite's own literals instead.
 */
public final class PgConstant extends SqlFunction {
  private static final long serialVersionUID = 1L;

  private final transient Object value;
  private final PgType type;

  /**
   * @param value as in {@code io.megadb.vector.Values}; for type unknown a {@code String}
   */
  public PgConstant(Object value, PgType type) {
    super(
        "'" + value + "'::" + type,
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        null,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.value = value;
    this.type = type;
  }

  public Object value() {
    return value;
  }

  public PgType type() {
    return type;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PgConstant that
        && type.equals(that.type)
        && getName().equals(that.getName())
        && Objects.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, getName());
  }
}
