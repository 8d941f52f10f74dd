package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A function by name, not looked up yet. What SQL spells in its own way is a call as in PostgreSQL:
 * EXTRACT(f FROM x) is {@code pg_catalog.extract('f', x)}, x AT TIME ZONE z is {@code
 * pg_catalog.timezone(z, x)}, CURRENT_DATE is {@code pg_catalog.current_date()}. Its operands are
 * the arguments; its position is that of the name.
 */
public final class FunctionCall extends SqlCall {
  private final CallParts parts;
  private final SqlOperator operator;

  public FunctionCall(CallParts parts, SqlParserPos pos) {
    super(pos);
    this.parts = parts;
    this.operator =
        new SqlUnresolvedFunction(
            parts.name(), null, null, null, null, SqlFunctionCategory.USER_DEFINED_FUNCTION);
  }

  public CallParts parts() {
    return parts;
  }

  @Override
  public SqlOperator getOperator() {
    return operator;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return parts.arguments();
  }

  @Override
  public SqlNode clone(SqlParserPos pos) {
    return new FunctionCall(parts, pos);
  }
}
