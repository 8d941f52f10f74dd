package io.megadb.function.comparison;

import io.megadb.function.FunctionSignature;
import io.megadb.function.OperatorSignature;
import io.megadb.function.ScalarKernel;
import io.megadb.function.kernel.Binder;
import io.megadb.function.kernel.FunctionFamily;
import io.megadb.function.kernel.FunctionTable;
import io.megadb.function.kernel.StrictBody;
import io.megadb.function.kernel.StrictKernel;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.VectorKind;
import java.util.List;
import java.util.Set;

/** = &lt;&gt; &lt; &lt;= &gt; &gt;= over all pairs of types that PostgreSQL has them for. */
public final class ComparisonFunctions implements FunctionFamily {
  private static final Set<BaseType> DATE_TIMES =
      Set.of(PgTypes.DATE, PgTypes.TIMESTAMP, PgTypes.TIMESTAMPTZ);

  @Override
  public void define(FunctionTable table) {
    for (ComparisonOperator operator : ComparisonOperator.values()) {
      for (OperatorSignature signature : table.operators(operator.symbol())) {
        define(table, operator, signature);
      }
    }
  }

  private static void define(
      FunctionTable table, ComparisonOperator operator, OperatorSignature signature) {
    BaseType left = signature.left();
    BaseType right = signature.right();
    if (left == null || left.equals(PgTypes.RECORD)) {
      return;
    }
    String id = signature.function().text();
    if (left.kind() == null) {
      table.scalar(id, polymorphic(operator));
    } else if (DATE_TIMES.contains(left) && !left.equals(right)) {
      table.strict(id, new MixedDateTimeComparison(operator, left, right));
    } else if (left.kind() == right.kind() && left.kind() != VectorKind.LIST) {
      table.strict(id, body(operator, left));
    }
  }

  private static StrictBody body(ComparisonOperator operator, BaseType type) {
    return new ComparisonBody(operator, PgType.of(type));
  }

  /** anyarray: the order follows the actual element type. */
  private static Binder polymorphic(ComparisonOperator operator) {
    return new Binder() {
      @Override
      public ScalarKernel bind(FunctionSignature signature, List<PgType> arguments, PgType result) {
        StrictBody body = new ComparisonBody(operator, arguments.get(0));
        return new StrictKernel(body, result, signature.volatility());
      }
    };
  }
}
