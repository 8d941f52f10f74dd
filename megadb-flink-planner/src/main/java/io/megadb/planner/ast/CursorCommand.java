package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlNode;

/** Cursors in SQL. */
public sealed interface CursorCommand extends Command {
  /**
   * DECLARE.
   *
   * @param scroll null when neither SCROLL nor NO SCROLL was written
   * @param text the characters of {@code query}
   */
  record Declare(
      String name,
      boolean binary,
      boolean insensitive,
      Boolean scroll,
      boolean hold,
      SqlNode query,
      String text)
      implements CursorCommand {}

  /**
   * FETCH and MOVE.
   *
   * @param count of FORWARD, BACKWARD, ABSOLUTE and RELATIVE; {@link Long#MAX_VALUE} for ALL
   */
  record Fetch(String name, Direction direction, long count, boolean move)
      implements CursorCommand {}

  /**
   * @param name null for ALL
   */
  record Close(String name) implements CursorCommand {}

  enum Direction {
    FORWARD,
    BACKWARD,
    ABSOLUTE,
    RELATIVE
  }
}
