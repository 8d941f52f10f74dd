package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Litmus;

/**
 * A statement that is not a query, as a node: what it asks for is the record {@link #command}. It
 * also stands inside a query, as a data-modifying WITH item. Calcite's visitors see no operands.
 */
public final class CommandNode extends SqlCall {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("COMMAND", SqlKind.OTHER_DDL);

  private final Command command;

  public CommandNode(Command command, SqlParserPos pos) {
    super(pos);
    this.command = command;
  }

  public Command command() {
    return command;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of();
  }

  @Override
  public SqlNode clone(SqlParserPos pos) {
    return new CommandNode(command, pos);
  }

  /** Writes the record, for debugging; the statement's own text is kept beside its tree. */
  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.print(command.toString());
  }

  @Override
  public boolean equalsDeep(SqlNode node, Litmus litmus) {
    return (node instanceof CommandNode that && command.equals(that.command))
        ? litmus.succeed()
        : litmus.fail("{} != {}", this, node);
  }
}
