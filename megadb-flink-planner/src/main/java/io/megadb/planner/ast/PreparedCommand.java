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

  record Execute(String name, List<SqlNode> arguments) implements PreparedCommand {}

  /**
   * @param name null for ALL
   */
  record Deallocate(String name) implements PreparedCommand {}
}
