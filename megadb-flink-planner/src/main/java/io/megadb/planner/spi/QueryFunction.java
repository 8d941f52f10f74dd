package io.megadb.planner.spi;

import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlNode;

/**
 * A function in FROM that stands for a query, such as an algorithm over a graph. Its arguments are
 * trees that it may put into the query or read itself. Stateless.
 */
public interface QueryFunction {
  /** Lower-case, as it is called and the last part of its switch. */
  String name();

  /** Names of its arguments, in the order in which they may be given without names. */
  List<String> arguments();

  /**
   * The query that a call stands for.
   *
   * @param arguments those given, by name
   * @param call for the place of errors
   */
  SqlNode query(Map<String, SqlNode> arguments, SqlNode call, DialectContext context);
}
