package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A CASE that knows where its WHENs stand: a comparison with its value has its place there. */
public final class PgCase extends SqlCase {
  private final List<SqlParserPos> whenPositions;

  public PgCase(
      SqlParserPos pos,
      SqlNode value,
      SqlNodeList when,
      SqlNodeList then,
      SqlNode otherwise,
      List<SqlParserPos> whenPositions) {
    super(pos, value, when, then, otherwise);
    this.whenPositions = List.copyOf(whenPositions);
  }

  /** As many as conditions. */
  public List<SqlParserPos> whenPositions() {
    return whenPositions;
  }
}
