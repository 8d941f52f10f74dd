package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.execute.RunningStatement;
import io.megadb.gateway.execute.StatementRunner;
import io.megadb.gateway.execute.StatementScope;
import io.megadb.gateway.execute.TextRows;
import io.megadb.planner.SqlPreparation;
import io.megadb.planner.ast.Command;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.CreateTableAs;
import io.megadb.planner.ast.Explain;
import io.megadb.planner.ast.PreparedCommand;
import io.megadb.planner.ast.SessionCommand;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.type.PgType;
import java.util.List;
import java.util.function.Supplier;

/**
 * PREPARE and EXECUTE in SQL. Their statements are those of the protocol, under the same names.
 * Confined to the session.
 */
final class SqlPrepared {
  /** A statement of the protocol may be an EXECUTE, too, even of itself. */
  private static final int MAX_DEPTH = 100;

  private final SessionStatements statements;
  private final StatementRunner runner;
  private final PreparedStatements prepared;
  private final Supplier<StatementScope> scope;
  private int depth;

  SqlPrepared(
      SessionStatements statements,
      StatementRunner runner,
      PreparedStatements prepared,
      Supplier<StatementScope> scope) {
    this.statements = statements;
    this.runner = runner;
    this.prepared = prepared;
    this.scope = scope;
  }

  /** Result columns of a command; null for none. */
  List<OutputColumn> columns(Command command) {
    PreparedCommand.Execute execute = PreparedCommand.Execute.in(command);
    if (command instanceof Explain && execute != null) {
      return TextRows.columns(List.of("QUERY PLAN"));
    }
    if (execute == null || command instanceof CreateTableAs) {
      return null;
    }
    Prepared executed = prepared.find(execute.name());
    if (executed == null || executed.statement() == null) {
      return null;
    }
    enter();
    try {
      return statements.columns(executed);
    } finally {
      depth--;
    }
  }

  /** Runs a command; null if it is not one of these. */
  RunningStatement run(Command command, Prepared outer) throws Exception {
    if (command instanceof PreparedCommand.Prepare prepare) {
      prepare(prepare.name(), outer);
      return TextRows.none("PREPARE");
    }
    PreparedCommand.Execute execute = PreparedCommand.Execute.in(command);
    if (execute == null) {
      return null;
    }
    Prepared executed = prepared.get(execute.name());
    if (executed.statement() == null) {
      return TextRows.none("EXECUTE");
    }
    return execute == command
        ? execute(executed, outer.statement())
        : execute(inlined(outer, executed), outer.statement());
  }

  private void prepare(String name, Prepared outer) {
    Prepared statement =
        new Prepared(
            SqlPreparation.statement(outer.statement()),
            runner.declaredTypes(outer.statement(), scope.get()),
            outer.source());
    statements.plan(statement);
    prepared.requireFree(name);
    prepared.put(name, statement.forClient(), true);
  }

  /** EXPLAIN or CREATE TABLE AS of the statement itself. */
  private Prepared inlined(Prepared outer, Prepared executed) {
    return new Prepared(
        SqlPreparation.inlined(outer.statement(), executed.statement()),
        statements.parameterTypes(executed),
        outer.source());
  }

  /**
   * @param call has the arguments
   */
  private RunningStatement execute(Prepared statement, ParsedStatement call) throws Exception {
    refuse(statement.statement());
    List<PgType> types = statements.parameterTypes(statement);
    List<Object> values = types.isEmpty() ? List.of() : runner.arguments(call, types, scope.get());
    enter();
    try {
      return statements.start(statement, values);
    } finally {
      depth--;
    }
  }

  private void refuse(ParsedStatement statement) {
    if (statement.node() instanceof CommandNode node
        && node.command() instanceof SessionCommand.Discard discard
        && discard.what().equals("ALL")) {
      throw new MegaDbException(
          SqlState.ACTIVE_SQL_TRANSACTION, "DISCARD ALL cannot be executed from a function");
    }
    if (runner.isCopyFromClient(statement)) {
      throw MegaDbException.notSupported("EXECUTE of COPY FROM STDIN");
    }
  }

  private void enter() {
    if (++depth > MAX_DEPTH) {
      depth--;
      throw new MegaDbException(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded");
    }
  }
}
