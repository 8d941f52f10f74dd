package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/**
 * MERGE.
 *
 * @param source a table reference with its alias
 */
public record Merge(
    SqlNodeList with,
    SqlIdentifier table,
    SqlIdentifier alias,
    SqlNode source,
    SqlNode on,
    List<When> branches)
    implements Command {
  /**
   * WHEN [NOT] MATCHED [AND condition] THEN action.
   *
   * @param assignments of UPDATE, else null
   * @param columns of INSERT, or null
   * @param values of INSERT; null for DEFAULT VALUES
   */
  public record When(
      boolean matched,
      SqlNode condition,
      Action action,
      List<Assignment> assignments,
      List<SqlNode> columns,
      Insert.Overriding overriding,
      SqlNodeList values) {}

  public enum Action {
    UPDATE,
    DELETE,
    INSERT,
    DO_NOTHING
  }
}
