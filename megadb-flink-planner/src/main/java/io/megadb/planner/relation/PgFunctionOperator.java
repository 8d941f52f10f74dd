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

  private final transient FunctionSignature signature;

  public PgFunctionOperator(FunctionSignature signature) {
    super(
        signature.id().text(),
        SqlKind.OTHER_FUNCTION,
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

  /**
   * Nothing is said of nulls. ANY would mean that a result is null only where an argument is:
   * Calcite would take {@code f(x) IS NULL} for {@code x IS NULL}, but strict functions give null
   * for values too, as {@code '{}'::jsonb -> 'a'} is.
   */
  @Override
  public Supplier<Strong.Policy> getStrongPolicyInference() {
    return () -> Strong.Policy.AS_IS;
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
