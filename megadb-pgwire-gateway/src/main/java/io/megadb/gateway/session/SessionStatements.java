package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.gateway.copy.CopyIn;
import io.megadb.gateway.execute.RunningStatement;
import io.megadb.gateway.execute.StatementRunner;
import io.megadb.gateway.execute.StatementScope;
import io.megadb.gateway.execute.TextRows;
import io.megadb.gateway.execute.UnsupportedHints;
import io.megadb.gateway.net.ClientOutput;
import io.megadb.gateway.protocol.MessageWriter;
import io.megadb.gateway.protocol.MessageWriter.Severity;
import io.megadb.gateway.settings.SessionSettings;
import io.megadb.planner.ShapedPlan;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.TransactionCommand;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.parser.ConstantToken;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import java.util.List;

/**
 * Plans and starts the statements of one session, whichever protocol they came by. Confined to the
 * session.
 */
final class SessionStatements {
  private final SessionServices services;
  private final ClientOutput output;
  private final SessionSettings settings;
  private final Identity identity;
  private final TransactionBlock block;
  private final StatementInterrupt interrupt;
  private final Utilities utilities;
  private final SqlPrepared prepared;
  private final ReleaseCommands releases;

  /** The open implicit transaction has only run quick statements: its end is quick, too. */
  private boolean onlyQuick = true;

  SessionStatements(
      SessionServices services,
      ClientOutput output,
      SessionSettings settings,
      Identity identity,
      TransactionBlock block,
      StatementInterrupt interrupt,
      PreparedStatements prepared,
      ReleaseCommands releases) {
    this.services = services;
    this.output = output;
    this.settings = settings;
    this.identity = identity;
    this.block = block;
    this.interrupt = interrupt;
    this.releases = releases;
    this.prepared = new SqlPrepared(this, services.runner(), prepared, this::scope);
    this.utilities =
        new Utilities(
            settings, block, services.settings().all(), told -> tell(Severity.WARNING, told));
  }

  /** The end of an implicit transaction needs no worker. */
  boolean isQuickSoFar() {
    return onlyQuick;
  }

  /** The type of an oid, plugins' included; null if there is none. */
  BaseType type(int oid) {
    return services.runner().type(oid);
  }

  /** The implicit transaction has ended. */
  void transactionEnded() {
    onlyQuick = true;
  }

  /** Its plan is at hand, runs quickly, and what it may read is safe on disk. */
  boolean isQuick(Prepared statement) {
    return statement != null
        && statement.isQuick()
        && services.database().isSettled()
        && isPlanned(statement);
  }

  /** A step of an extended query: as {@link #isQuick}, or BEGIN, or a write of a row or a few. */
  boolean isQuickStep(Prepared statement) {
    return statement != null
        && (statement.isBegin()
            || (statement.isQuickWrite() && isPlanned(statement))
            || isQuick(statement));
  }

  /** Runs the start of a write if no lock has to be waited for; else answers false. */
  boolean tryAtOnce(Prepared statement, DatabaseTransaction.Step start) throws Exception {
    PlannedStatement.Modification write = (PlannedStatement.Modification) plan(statement);
    return block.current().tryAtOnce(write.plan().table(), start);
  }

  /** Its plan is at hand and would hold if it ran now. */
  boolean isPlanned(Prepared statement) {
    DatabaseTransaction open = block.open();
    CatalogSnapshot catalog = open == null ? services.database().catalog() : open.catalog();
    return statement.plan(catalog.version(), settings.planning()) != null;
  }

  /** Plans may be shared by texts that differ in constants. */
  boolean sharesPlans() {
    return !settings.get("plan_cache_mode").equals("force_custom_plan");
  }

  /** The statement is one that is planned: no session command and no COPY. */
  boolean hasPlan(ParsedStatement statement) {
    return !services.runner().isCommand(statement);
  }

  /** As {@link StatementRunner#shape}; the plan is kept in the statement. */
  ShapedPlan shape(Prepared statement, List<ConstantToken> constants) {
    long version = block.current().catalog().version();
    ShapedPlan shaped = services.runner().shape(statement.statement(), constants, scope());
    if (shaped != null) {
      keep(statement, shaped.plan(), version);
    }
    return shaped;
  }

  /**
   * The plan of a statement, made now unless it is at hand.
   *
   * @return null for a session command or COPY, which have none
   */
  PlannedStatement plan(Prepared statement) {
    if (statement.statement() == null || services.runner().isCommand(statement.statement())) {
      return null;
    }
    DatabaseTransaction transaction = block.current();
    long version = transaction.catalog().version();
    PlannedStatement plan = statement.plan(version, settings.planning());
    if (plan == null) {
      plan = planNow(statement);
      keep(statement, plan, version);
    }
    return plan;
  }

  private void keep(Prepared statement, PlannedStatement plan, long version) {
    statement.plan(
        plan,
        version,
        settings.planning(),
        services.runner().isQuick(plan),
        services.runner().isQuickWrite(plan));
  }

  private PlannedStatement planNow(Prepared statement) {
    try {
      return services.runner().plan(statement.statement(), statement.declaredTypes(), scope());
    } catch (MegaDbException e) {
      throw UnsupportedHints.complete(e, statement.statement());
    }
  }

  List<PgType> parameterTypes(Prepared statement) {
    PlannedStatement plan = plan(statement);
    return plan == null ? statement.parameterTypes() : plan.parameterTypes();
  }

  /** Result columns; null if the statement gives no rows. */
  List<OutputColumn> columns(BoundStatement statement) {
    return statement.isShared()
        ? services.runner().columns(statement.plan())
        : columns(statement.prepared());
  }

  /** Result columns; null if the statement gives no rows. */
  List<OutputColumn> columns(Prepared statement) {
    if (statement.statement() == null) {
      return null;
    }
    PlannedStatement plan = plan(statement);
    if (plan != null) {
      return services.runner().columns(plan);
    }
    if (!(statement.statement().node() instanceof CommandNode node)) {
      return null;
    }
    List<String> names = utilities.columns(node.command());
    return names.isEmpty() ? prepared.columns(node.command()) : TextRows.columns(names);
  }

  /**
   * Starts a statement; the caller has called {@link StatementInterrupt#begin}.
   *
   * @param parameters values as in {@code io.megadb.vector.Values}
   */
  RunningStatement start(Prepared statement, List<Object> parameters) throws Exception {
    try {
      return startNow(statement, parameters);
    } catch (MegaDbException e) {
      throw UnsupportedHints.complete(e, statement.statement());
    }
  }

  private RunningStatement startNow(Prepared statement, List<Object> parameters) throws Exception {
    onlyQuick &= statement.isQuick();
    statement.countRun();
    ParsedStatement parsed = statement.statement();
    if (parsed.node() instanceof CommandNode node) {
      RunningStatement done = utilities.run(node.command(), parsed);
      if (done != null) {
        return done;
      }
      String released = releases.run(node.command());
      if (released != null) {
        return TextRows.none(released);
      }
      done = prepared.run(node.command(), statement);
      if (done != null) {
        return done;
      }
    }
    if (services.runner().isCommand(parsed)) {
      return services.runner().command(parsed, scope());
    }
    return services.runner().start(plan(statement), parsed, parameters, scope());
  }

  /**
   * Starts a statement by its shared plan; the caller has called {@link StatementInterrupt#begin}.
   *
   * @param text the statement's
   * @return null if the plan does not hold any more; nothing has been done yet
   */
  RunningStatement startShared(BoundStatement statement, String text) throws Exception {
    long version = block.current().catalog().version();
    if (statement.prepared().plan(version, settings.planning()) != statement.plan()) {
      return null;
    }
    onlyQuick &= statement.prepared().isQuick();
    return services
        .runner()
        .startShared(statement.plan(), text, version, statement.parameters(), scope());
  }

  boolean isCopyFromClient(ParsedStatement statement) {
    return services.runner().isCopyFromClient(statement);
  }

  /** Starts COPY FROM STDIN; the caller has called {@link StatementInterrupt#begin}. */
  CopyIn copyIn(ParsedStatement statement) {
    onlyQuick = false;
    try {
      return services.runner().copyIn(statement, scope());
    } catch (MegaDbException e) {
      throw UnsupportedHints.complete(e, statement);
    }
  }

  /** A statement of the extended protocol has run, to its end or a limit of rows. */
  void executed(ParsedStatement statement) {
    block.executed(
        statement.node() instanceof CommandNode node
            && node.command() instanceof TransactionCommand);
  }

  /** What expressions that are evaluated now may ask for. */
  EvaluationContext evaluation() {
    return identity.evaluation(
        settings, block.open() == null ? Clock.micros() : block.startMicros());
  }

  private StatementScope scope() {
    DatabaseTransaction transaction = block.current();
    transaction.lockTimeout(settings.lockTimeout());
    return new StatementScope(
        transaction,
        evaluation(),
        interrupt.cancellation(),
        told -> tell(Severity.NOTICE, told),
        output);
  }

  private void tell(Severity severity, MegaDbException told) {
    MessageWriter.error(output.buffer(), severity, told);
  }

  /**
   * Refuses all but the end of a failed transaction block.
   *
   * @throws MegaDbException 25P02
   */
  void refuseInFailedBlock(ParsedStatement statement) {
    if (!block.isFailed()) {
      return;
    }
    boolean ends =
        statement.node() instanceof CommandNode node
            && (node.command() instanceof TransactionCommand.Commit
                || node.command() instanceof TransactionCommand.Rollback
                || node.command() instanceof TransactionCommand.RollbackTo);
    if (!ends) {
      throw new MegaDbException(
          SqlState.IN_FAILED_SQL_TRANSACTION,
          "current transaction is aborted, commands ignored until end of transaction block");
    }
  }
}
