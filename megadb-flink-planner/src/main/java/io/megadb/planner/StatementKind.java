package io.megadb.planner;

import io.megadb.planner.ast.AlterTable;
import io.megadb.planner.ast.Command;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.Comment;
import io.megadb.planner.ast.CreateIndex;
import io.megadb.planner.ast.CreatePropertyGraph;
import io.megadb.planner.ast.CreateSchema;
import io.megadb.planner.ast.CreateTable;
import io.megadb.planner.ast.CreateTableAs;
import io.megadb.planner.ast.CreateView;
import io.megadb.planner.ast.Delete;
import io.megadb.planner.ast.Drop;
import io.megadb.planner.ast.Explain;
import io.megadb.planner.ast.Insert;
import io.megadb.planner.ast.PreparedCommand;
import io.megadb.planner.ast.Truncate;
import io.megadb.planner.ast.Update;
import org.apache.calcite.sql.SqlNode;

/** Who answers a statement. */
public enum StatementKind {
  /** SELECT, VALUES, TABLE, WITH. */
  QUERY,
  /** INSERT, UPDATE, DELETE. */
  MODIFICATION,
  /** CREATE, DROP, ALTER, TRUNCATE, COMMENT. */
  DEFINITION,
  EXPLAIN,
  /** SET, SHOW, BEGIN, COPY, PREPARE, EXECUTE and the like: the gateway's, not planned. */
  UTILITY;

  public static StatementKind of(SqlNode node) {
    if (!(node instanceof CommandNode command)) {
      return QUERY;
    }
    return of(command.command());
  }

  private static StatementKind of(Command command) {
    if (command instanceof Insert || command instanceof Update || command instanceof Delete) {
      return MODIFICATION;
    }
    if (PreparedCommand.Execute.in(command) != null) {
      return UTILITY;
    }
    if (command instanceof Explain) {
      return EXPLAIN;
    }
    boolean definition =
        command instanceof CreateTable
            || command instanceof CreateTableAs
            || command instanceof CreateView
            || command instanceof CreatePropertyGraph
            || command instanceof CreateSchema
            || command instanceof Drop
            || command instanceof Truncate
            || command instanceof CreateIndex
            || command instanceof Comment
            || command instanceof AlterTable;
    return definition ? DEFINITION : UTILITY;
  }
}
