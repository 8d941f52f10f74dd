package io.megadb.gateway.execute;

import io.megadb.planner.ast.AlterObject;
import io.megadb.planner.ast.CallProcedure;
import io.megadb.planner.ast.Command;
import io.megadb.planner.ast.DoBlock;
import io.megadb.planner.ast.PrivilegeCommand;
import io.megadb.planner.ast.UnsupportedStatement;
import java.util.Locale;
import java.util.Map;

/** Names commands in messages. */
final class CommandNames {
  private CommandNames() {}

  /** Classes that are not called as the statement begins. */
  private static final Map<Class<? extends Command>, String> OTHERS =
      Map.of(DoBlock.class, "DO", CallProcedure.class, "CALL");

  /**
   * The command's class in SQL's spelling: RefreshMaterializedView is REFRESH MATERIALIZED VIEW.
   */
  static String of(Command command) {
    if (command instanceof UnsupportedStatement unsupported) {
      return unsupported.kind();
    }
    if (command instanceof PrivilegeCommand.RoleCommand role) {
      return role.verb() + " ROLE";
    }
    if (command instanceof PrivilegeCommand.Grant grant) {
      return grant.grant() ? "GRANT" : "REVOKE";
    }
    if (command instanceof AlterObject alter) {
      return "ALTER " + alter.kind().name().replace('_', ' ');
    }
    if (OTHERS.containsKey(command.getClass())) {
      return OTHERS.get(command.getClass());
    }
    return command
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toUpperCase(Locale.ROOT);
  }
}
