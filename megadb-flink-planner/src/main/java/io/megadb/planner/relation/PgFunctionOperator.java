package io.megadb.planner.relation;

import io.megadb.function.FunctionId;
import io.megadb.function.FunctionSignature;
import io.megadb.function.Volatility;
import java.util.function.Supplier;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;

/** A scalar function or operator of the registry in an expression tree. */
public final class PgFunctionOperator extends SqlFunction {
  private static final long serialVersionUID = 1L;

  /**
   * The kind of what is null where an operand is, but may be null elsewhere: Calcite knows that of
   * ITEM alone. Of other strict operators it takes {@code f(x) IS NULL} for {@code x IS NULL}, and
   * asserts that the type says so too, which is not so when x has become NOT NULL in between.
   */
  static final SqlKind STRICT = SqlKind.ITEM;

  private final transient FunctionSignature signature;

  public PgFunctionOperator(FunctionSignature signature) {
    super(
        signature.id().text(),
        signature.strict() ? STRICT : SqlKind.OTHER_FUNCTION,
        null,
        null,
        null,
        SqlFunctionCategory.USER_DEFINED_FUNCTION);
    this.signature = signature;
  }

  public FunctionSignature signature() {
    return signature;
  }

  public FunctionId id() {
    return signature.id();
  }

  @Override
  public boolean isDeterministic() {
    return signature.volatility() != Volatility.VOLATILE;
  }

  @Override
  public boolean isDynamicFunction() {
    return signature.volatility() != Volatility.IMMUTABLE;
  }

  @Override
  public Supplier<Strong.Policy> getStrongPolicyInference() {
    return () -> signature.strict() ? Strong.Policy.ANY : Strong.Policy.AS_IS;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PgFunctionOperator that && that.getName().equals(getName());
  }

  @Override
  public int hashCode() {
    return getName().hashCode();
  }
}
