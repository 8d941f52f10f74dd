package io.megadb.planner;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.analyze.Analysis;
import io.megadb.planner.analyze.ArgumentAnalyzer;
import io.megadb.planner.ast.Command;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.CreateTableAs;
import io.megadb.planner.ast.Explain;
import io.megadb.planner.ast.PreparedCommand;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlDataTypeSpec;

/** What PREPARE and EXECUTE in SQL need of the planner. Stateless. */
public final class SqlPreparation {
  private SqlPreparation() {}

  /** The statement that a PREPARE prepares; its positions stay those of the client's text. */
  public static ParsedStatement statement(ParsedStatement prepare) {
    PreparedCommand.Prepare command =
        (PreparedCommand.Prepare) ((CommandNode) prepare.node()).command();
    int begin = Math.max(0, prepare.text().lastIndexOf(command.text()));
    return new ParsedStatement(
        command.statement(),
        command.text(),
        prepare.offset() + prepare.text().codePointCount(0, begin));
  }

  /**
   * The types that a PREPARE declares.
   *
   * @return as in {@link PlanningContext#declaredParameterTypes}
   * @throws MegaDbException 42704 for a type that does not exist
   */
  public static List<PgType> declaredTypes(ParsedStatement prepare, PlanningContext context) {
    PreparedCommand.Prepare command =
        (PreparedCommand.Prepare) ((CommandNode) prepare.node()).command();
    Analysis analysis = new Analysis(prepare, context);
    List<PgType> types = new ArrayList<>();
    for (SqlDataTypeSpec spec : command.types()) {
      PgType type = analysis.type(spec).withoutModifier();
      types.add(type.is(PgTypes.UNKNOWN) ? null : type);
    }
    return types;
  }

  /**
   * What EXPLAIN EXECUTE and CREATE TABLE AS EXECUTE run: themselves, with the prepared statement
   * in the place of EXECUTE.
   *
   * @throws MegaDbException 42809 for a table of what is no query
   */
  public static ParsedStatement inlined(ParsedStatement outer, ParsedStatement prepared) {
    CommandNode node = (CommandNode) outer.node();
    Command command;
    if (node.command() instanceof Explain explain) {
      command = new Explain(explain.options(), explain.advisor(), prepared.node());
    } else {
      if (StatementKind.of(prepared.node()) != StatementKind.QUERY) {
        throw new MegaDbException(SqlState.WRONG_OBJECT_TYPE, "prepared statement is not a SELECT");
      }
      command = ((CreateTableAs) node.command()).withQuery(prepared.node());
    }
    return new ParsedStatement(
        new CommandNode(command, node.getParserPosition()), prepared.text(), prepared.offset());
  }

  /**
   * Evaluates the arguments of an EXECUTE, or of one in EXPLAIN or CREATE TABLE AS.
   *
   * @param types of the prepared statement's parameters
   * @return values as in {@code io.megadb.vector.Values}
   * @throws MegaDbException 42601 for another number of arguments, 42804 for one of a type that
   *     does not fit, and whatever the expressions themselves have
   */
  public static List<Object> arguments(
      ParsedStatement execute, List<PgType> types, PlanningContext context) {
    PreparedCommand.Execute command =
        PreparedCommand.Execute.in(((CommandNode) execute.node()).command());
    try {
      return new ArgumentAnalyzer(new Analysis(execute, context)).values(command, types);
    } catch (StackOverflowError e) {
      throw new MegaDbException(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded", e)
          .withHint("Simplify the statement.");
    }
  }
}
