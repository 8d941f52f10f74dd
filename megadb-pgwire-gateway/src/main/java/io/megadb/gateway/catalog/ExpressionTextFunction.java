package io.megadb.gateway.catalog;

import io.megadb.function.FunctionRegistry;
import io.megadb.function.FunctionSignature;
import io.megadb.function.ScalarFunction;
import io.megadb.function.ScalarKernel;
import io.megadb.function.Volatility;
import io.megadb.function.kernel.Binder;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.List;

/**
 * pg_get_expr. The catalog's expressions are SQL text here where PostgreSQL has pg_node_tree, so
 * that the signature has text and the function gives its first argument.
 */
record ExpressionTextFunction(FunctionSignature signature) implements ScalarFunction {
  static void register(FunctionRegistry.Builder registry) {
    registry.add(function(1716, List.of(PgTypes.TEXT, PgTypes.OID)));
    registry.add(function(2509, List.of(PgTypes.TEXT, PgTypes.OID, PgTypes.BOOL)));
  }

  private static ExpressionTextFunction function(int oid, List<BaseType> arguments) {
    return new ExpressionTextFunction(
        new FunctionSignature(
            oid, "pg_get_expr", arguments, false, 0, PgTypes.TEXT, Volatility.STABLE, true, false));
  }

  @Override
  public ScalarKernel bind(List<PgType> arguments, PgType result) {
    return Binder.rows((a, row, out, context) -> out.append(a[0].valueBytesAt(row)))
        .bind(signature, arguments, result);
  }
}
