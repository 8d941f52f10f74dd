package io.megadb.planner.relation;

import io.megadb.type.PgType;
import java.util.function.Supplier;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;

/** A conversion to one PostgreSQL type; Calcite's CAST and its rules are not involved. */
public final class PgCastOperator extends SqlFunction {
  private static final long serialVersionUID = 1L;

  private final PgType target;
  private final boolean explicit;

  /**
   * @param explicit as in {@code io.megadb.plan.expression.Cast}
   */
  public PgCastOperator(PgType target, boolean explicit) {
    super(
        (explicit ? "CAST " : "CONVERT ") + target + "#" + target.oid(),
        SqlKind.OTHER_FUNCTION,
        null,
        null,
        null,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.target = target;
    this.explicit = explicit;
  }

  public PgType target() {
    return target;
  }

  public boolean explicit() {
    return explicit;
  }

  /**
   * ANY would be true, but Calcite asserts then that the type says so too, which is not so when the
   * operand has become NOT NULL in between.
   */
  @Override
  public Supplier<Strong.Policy> getStrongPolicyInference() {
    return () -> Strong.Policy.AS_IS;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PgCastOperator that
        && that.target.equals(target)
        && that.explicit == explicit;
  }

  @Override
  public int hashCode() {
    return getName().hashCode();
  }
}
