package io.megadb.gateway.execute;

import io.megadb.planner.ast.Command;
import io.megadb.planner.ast.UnsupportedStatement;
import java.util.Locale;

/** Names commands in messages. */
final class CommandNames {
  private CommandNames() {}

  /**
   * The command's class in SQL's spelling: RefreshMaterializedView is REFRESH MATERIALIZED VIEW.
   */
  static String of(Command command) {
    if (command instanceof UnsupportedStatement unsupported) {
      return unsupported.kind();
    }
    return command
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toUpperCase(Locale.ROOT);
  }
}
