package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlNode;

/** Statements prepared in SQL. */
public sealed interface PreparedCommand extends Command {
  /**
   * @param text the characters of {@code statement}
   */
  record Prepare(String name, List<SqlDataTypeSpec> types, SqlNode statement, String text)
      implements PreparedCommand {}

  record Execute(String name, List<SqlNode> arguments) implements PreparedCommand {
    /** The EXECUTE that a command is, explains or makes a table of; null if it has none. */
    public static Execute in(Command command) {
      if (command instanceof Execute execute) {
        return execute;
      }
      SqlNode inside =
          command instanceof Explain explain
              ? explain.statement()
              : command instanceof CreateTableAs create ? create.query() : null;
      return inside instanceof CommandNode node && node.command() instanceof Execute execute
          ? execute
          : null;
    }
  }

  /**
   * @param name null for ALL
   */
  record Deallocate(String name) implements PreparedCommand {}
}
