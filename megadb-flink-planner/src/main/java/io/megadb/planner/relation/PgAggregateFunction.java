package io.megadb.planner.relation;

import io.megadb.function.FunctionSignature;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.util.Optionality;

/** An aggregate of the registry with its result type resolved for one call. */
public final class PgAggregateFunction extends SqlAggFunction {
  private static final long serialVersionUID = 1L;

  private final transient FunctionSignature signature;

  public PgAggregateFunction(FunctionSignature signature, RelDataType result) {
    super(
        signature.id().text(),
        null,
        SqlKind.OTHER_FUNCTION,
        binding -> result,
        null,
        OperandTypes.VARIADIC,
        SqlFunctionCategory.USER_DEFINED_FUNCTION,
        false,
        false,
        Optionality.OPTIONAL);
    this.signature = signature;
  }

  public FunctionSignature signature() {
    return signature;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PgAggregateFunction that && that.getName().equals(getName());
  }

  @Override
  public int hashCode() {
    return getName().hashCode();
  }
}
