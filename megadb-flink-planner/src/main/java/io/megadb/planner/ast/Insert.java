package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/**
 * INSERT.
 *
 * @param with the WITH items before it, or null
 * @param columns the columns written, each an identifier or a subscript or field of one; null for
 *     all of them
 * @param source a query, whose VALUES rows may hold DEFAULT; null for DEFAULT VALUES
 * @param returning select items, or null
 */
public record Insert(
    SqlNodeList with,
    SqlIdentifier table,
    SqlIdentifier alias,
    List<SqlNode> columns,
    Overriding overriding,
    SqlNode source,
    OnConflict onConflict,
    SqlNodeList returning)
    implements Command {
  /** OVERRIDING SYSTEM VALUE or USER VALUE. */
  public enum Overriding {
    SYSTEM,
    USER
  }
}
