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

  private static final int NO_SLOT = -1;

  private final transient Object value;
  private final PgType type;
  private final int slot;

  /**
   * @param value as in {@code io.megadb.vector.Values}; for type unknown a {@code String}
   */
  public PgConstant(Object value, PgType type) {
    this("'" + value + "'::" + type, value, type, NO_SLOT);
  }

  private PgConstant(String name, Object value, PgType type, int slot) {
    super(
        name, SqlKind.OTHER_FUNCTION, null, null, null, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.value = value;
    this.type = type;
    this.slot = slot;
  }

  /**
   * A constant whose value planning must not know, since the plan is to hold for others, too.
   *
   * @param slot where the value is found when the plan runs
   */
  public static PgConstant open(int slot, PgType type) {
    return new PgConstant("slot " + slot + "::" + type, null, type, slot);
  }

  public boolean isOpen() {
    return slot != NO_SLOT;
  }

  /** The slot of an open constant. */
  public int slot() {
    return slot;
  }

  /**
   * The value.
   *
   * @throws OpenConstantException for an open constant: what is planned depends on its value
   */
  public Object value() {
    if (isOpen()) {
      throw new OpenConstantException(slot);
    }
    return value;
  }

  public PgType type() {
    return type;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PgConstant that
        && type.equals(that.type)
        && slot == that.slot
        && getName().equals(that.getName())
        && Objects.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, getName());
  }
}
