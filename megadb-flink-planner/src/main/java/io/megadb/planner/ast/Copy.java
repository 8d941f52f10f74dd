package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/**
 * COPY. Exactly one of {@code table} and {@code query} is not null.
 *
 * @param columns null for all
 * @param from true for COPY FROM
 * @param file on the server; null for STDIN or STDOUT
 * @param program true when {@code file} is a command to run
 * @param options in either syntax under the names of the newer one
 * @param where COPY FROM's condition, or null
 */
public record Copy(
    SqlIdentifier table,
    List<SqlIdentifier> columns,
    SqlNode query,
    boolean from,
    String file,
    boolean program,
    List<Option> options,
    SqlNode where)
    implements Command {
  /** The table's name; null when a query is copied. */
  public QualifiedName tableName() {
    return table == null ? null : QualifiedName.of(table);
  }

  /** The columns' names; empty for all. */
  public List<QualifiedName> columnNames() {
    return columns == null ? List.of() : columns.stream().map(QualifiedName::of).toList();
  }
}
