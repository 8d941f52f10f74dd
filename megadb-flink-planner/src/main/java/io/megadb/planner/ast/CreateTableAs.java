package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/**
 * CREATE TABLE … AS, and SELECT … INTO.
 *
 * @param columns new names, or null
 * @param query a query, or a command node for EXECUTE
 */
public record CreateTableAs(
    Persistence persistence,
    boolean ifNotExists,
    SqlIdentifier name,
    List<SqlIdentifier> columns,
    SqlIdentifier method,
    List<Option> options,
    SqlNode query,
    boolean withData)
    implements Command {

  /** The same of another query. */
  public CreateTableAs withQuery(SqlNode other) {
    return new CreateTableAs(
        persistence, ifNotExists, name, columns, method, options, other, withData);
  }
}
