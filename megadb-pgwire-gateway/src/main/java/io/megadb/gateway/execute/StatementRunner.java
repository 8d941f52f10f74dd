package io.megadb.gateway.execute;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.spill.SpillSpace;
import io.megadb.function.string.Identifiers;
import io.megadb.gateway.copy.CopyIn;
import io.megadb.planner.PlanningContext;
import io.megadb.planner.ShapedPlan;
import io.megadb.planner.SqlPreparation;
import io.megadb.planner.StatementKind;
import io.megadb.planner.StatementPlanner;
import io.megadb.planner.ast.Command;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.Copy;
import io.megadb.planner.ast.MaintenanceCommand;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.ConstantToken;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.write.CatalogChanges;
import io.megadb.spi.BatchReader;
import io.megadb.spi.TaskExtensions;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Plans and starts statements for all sessions. Thread-safe; each statement belongs to its
 * session's thread.
 */
public final class StatementRunner {
  private final StatementPlanner planner;
  private final MegaDbExtensions extensions;
  private final RunEnvironment environment;
  private final PlanRuns plans;
  private final CopyStatements copies;
  private final AnalyzeStatements analyses;
  private final QuickPlan quick;

  /**
   * @param plans where plans run
   * @param space for temporary files
   * @param serverFiles the only directory that COPY may use on the server; null for none
   */
  public StatementRunner(
      StatementPlanner planner,
      MegaDbExtensions extensions,
      TaskExtensions tasks,
      PlanRuns plans,
      SpillSpace space,
      Path serverFiles) {
    this.planner = planner;
    this.extensions = extensions;
    this.environment = new RunEnvironment(tasks, space);
    this.plans = plans;
    this.copies = new CopyStatements(this, serverFiles);
    this.analyses = new AnalyzeStatements(this);
    this.quick = new QuickPlan(tasks.functions());
  }

  /** Whether a statement is run without a plan. */
  public boolean isCommand(ParsedStatement statement) {
    return StatementKind.of(statement.node()) == StatementKind.UTILITY;
  }

  /** Whether a statement waits for data from the client. */
  public boolean isCopyFromClient(ParsedStatement statement) {
    return command(statement) instanceof Copy copy && copy.from() && copy.file() == null;
  }

  private static Command command(ParsedStatement statement) {
    return statement.node() instanceof CommandNode node ? node.command() : null;
  }

  public CopyIn copyIn(ParsedStatement statement, StatementScope scope) {
    return copies.in((Copy) command(statement), statement, scope);
  }

  /** Runs a statement that has no plan and is not the session's own. */
  public RunningStatement command(ParsedStatement statement, StatementScope scope)
      throws Exception {
    Command command = command(statement);
    if (command instanceof Copy copy) {
      return copies.run(copy, statement, scope);
    }
    if (command instanceof MaintenanceCommand.Vacuum vacuum) {
      return analyses.vacuum(vacuum, statement, scope);
    }
    if (command instanceof MaintenanceCommand.Analyze analyze) {
      return analyses.analyze(analyze, statement, scope);
    }
    throw MegaDbException.notSupported(CommandNames.of(command));
  }

  /**
   * Plans a statement under the scope's catalog and settings.
   *
   * @param declaredTypes as in {@link PlanningContext#declaredParameterTypes}
   */
  public PlannedStatement plan(
      ParsedStatement statement, List<PgType> declaredTypes, StatementScope scope) {
    return planner.plan(statement, planning(declaredTypes, scope));
  }

  /** As {@link SqlPreparation#declaredTypes}, under the scope's catalog. */
  public List<PgType> declaredTypes(ParsedStatement prepare, StatementScope scope) {
    return SqlPreparation.declaredTypes(prepare, planning(List.of(), scope));
  }

  /** As {@link SqlPreparation#arguments}, under the scope's catalog and settings. */
  public List<Object> arguments(ParsedStatement execute, List<PgType> types, StatementScope scope) {
    return SqlPreparation.arguments(execute, types, planning(null, scope));
  }

  /** As {@link StatementPlanner#shape}, under the scope's catalog and settings. */
  public ShapedPlan shape(
      ParsedStatement statement, List<ConstantToken> constants, StatementScope scope) {
    return planner.shape(statement, constants, planning(List.of(), scope));
  }

  private PlanningContext planning(List<PgType> declaredTypes, StatementScope scope) {
    return new PlanningContext(
        scope.transaction().catalog(),
        scope.transaction()::statistics,
        declaredTypes,
        scope.evaluation(),
        environment.extensions().functions(),
        extensions);
  }

  /** The type of an oid, plugins' included; null if there is none. */
  public BaseType type(int oid) {
    return environment.extensions().functions().type(oid);
  }

  /** Whether a plan's run is over sooner than another thread would wake up, and never waits. */
  public boolean isQuick(PlannedStatement plan) {
    return quick.isQuick(plan);
  }

  /** Whether a plan writes a row or a few, and would be as quick if it need not wait for locks. */
  public boolean isQuickWrite(PlannedStatement plan) {
    return quick.isQuickWrite(plan);
  }

  /** Result columns of a plan; null if it gives no rows. */
  public List<OutputColumn> columns(PlannedStatement plan) {
    if (plan instanceof PlannedStatement.Query query) {
      return query.columns();
    }
    if (plan instanceof PlannedStatement.Modification modification) {
      return modification.columns().isEmpty() ? null : modification.columns();
    }
    if (plan instanceof PlannedStatement.Explain) {
      return TextRows.columns(List.of("QUERY PLAN"));
    }
    return null;
  }

  ExecutionContext context(StatementScope scope, List<Object> parameters) {
    return environment.context(scope, parameters);
  }

  /**
   * Starts a statement by a plan that was made for others of its shape, too.
   *
   * @param text the statement's own, for what shows running statements
   * @param version of the catalog that the plan was made under
   * @return null if others changed what it is about while it waited for their lock: it has done
   *     nothing yet and is to be planned by itself
   */
  public RunningStatement startShared(
      PlannedStatement plan,
      String text,
      long version,
      List<Object> parameters,
      StatementScope scope)
      throws Exception {
    ExecutionContext context = context(scope, parameters);
    try {
      return plan instanceof PlannedStatement.Modification modification
          ? modify(modification, text, scope, context)
          : query((PlannedStatement.Query) plan, text, scope, context);
    } catch (MegaDbException e) {
      if (isOutdated(e, version, scope)) {
        return null;
      }
      throw e;
    }
  }

  private static boolean isOutdated(MegaDbException e, long version, StatementScope scope) {
    return e.state() == SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE
        && scope.transaction().catalog().version() != version;
  }

  /**
   * Starts a planned statement. If others changed what it is about while it waited for their lock,
   * it is planned anew and started once more: it has done nothing yet.
   */
  public RunningStatement start(
      PlannedStatement plan,
      ParsedStatement statement,
      List<Object> parameters,
      StatementScope scope)
      throws Exception {
    long version = scope.transaction().catalog().version();
    try {
      return startOnce(plan, statement, parameters, scope);
    } catch (MegaDbException e) {
      if (!isOutdated(e, version, scope)) {
        throw e;
      }
      PlannedStatement again = plan(statement, plan.parameterTypes(), scope);
      if (!Objects.equals(columns(plan), columns(again))) {
        throw e;
      }
      return startOnce(again, statement, parameters, scope);
    }
  }

  private RunningStatement startOnce(
      PlannedStatement plan,
      ParsedStatement statement,
      List<Object> parameters,
      StatementScope scope)
      throws Exception {
    ExecutionContext context = context(scope, parameters);
    if (plan instanceof PlannedStatement.Query query) {
      return query(query, statement.text(), scope, context);
    }
    if (plan instanceof PlannedStatement.Modification modification) {
      return modify(modification, statement.text(), scope, context);
    }
    if (plan instanceof PlannedStatement.Definition definition) {
      define(definition, scope);
      return TextRows.none(definition.tag());
    }
    if (plan instanceof PlannedStatement.CreateTableAs create) {
      return createTableAs(create, statement, scope, context);
    }
    return new ExplainStatement(plans, statement, scope, context)
        .run((PlannedStatement.Explain) plan);
  }

  RunningStatement query(
      PlannedStatement.Query query, String text, StatementScope scope, ExecutionContext context)
      throws Exception {
    StatementSnapshot snapshot = scope.transaction().startStatement();
    try {
      BatchReader rows = plans.run(query.plan(), query.workload(), text, scope, snapshot, context);
      return new QueryExecution(query.columns(), snapshot, rows);
    } catch (Exception | Error e) {
      snapshot.close();
      throw e;
    }
  }

  RunningStatement modify(
      PlannedStatement.Modification modification,
      String text,
      StatementScope scope,
      ExecutionContext context)
      throws Exception {
    try (OpenedWrite write = OpenedWrite.open(modification, scope, context)) {
      BatchReader rows;
      try {
        rows =
            plans.run(
                modification.plan().input(),
                modification.workload(),
                text,
                scope,
                write.snapshot(),
                context);
      } catch (Exception | Error e) {
        write.sink().close();
        throw e;
      }
      return ModificationExecution.run(modification, rows, write.sink(), context);
    }
  }

  private void define(PlannedStatement.Definition definition, StatementScope scope)
      throws Exception {
    definition
        .notices()
        .forEach(
            notice ->
                scope
                    .notices()
                    .accept(new MegaDbException(SqlState.SUCCESSFUL_COMPLETION, notice)));
    changes(scope).apply(definition.changes());
  }

  private CatalogChanges changes(StatementScope scope) {
    return new CatalogChanges(
        scope.transaction(),
        scope.evaluation().user(),
        scope.notices(),
        (table, condition) -> anyRow(table, condition, scope));
  }

  private boolean anyRow(TableDefinition table, String condition, StatementScope scope)
      throws Exception {
    String text =
        "SELECT 1 FROM "
            + Identifiers.quote(table.schema())
            + "."
            + Identifiers.quote(table.name())
            + " WHERE "
            + condition
            + " LIMIT 1";
    ParsedStatement statement = PgParser.parse(text).get(0);
    PlannedStatement.Query query = (PlannedStatement.Query) plan(statement, List.of(), scope);
    try (RunningStatement rows = query(query, text, scope, context(scope, List.of()))) {
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        if (batch.size() > 0) {
          return true;
        }
      }
      return false;
    }
  }

  private RunningStatement createTableAs(
      PlannedStatement.CreateTableAs create,
      ParsedStatement statement,
      StatementScope scope,
      ExecutionContext context)
      throws Exception {
    TableDefinition table = changes(scope).create(create.create());
    if (table == null || !create.withData()) {
      return TextRows.none("CREATE TABLE AS");
    }
    PlannedStatement.Modification insert =
        new PlannedStatement.Modification(
            new io.megadb.plan.ModifyNode(
                create.query().plan().properties(),
                create.query().plan(),
                table.reference(),
                io.megadb.plan.ModifyNode.Kind.INSERT,
                null,
                null,
                false,
                table.types(),
                List.of()),
            List.of(),
            List.of(),
            create.parameterTypes(),
            create.query().workload(),
            false);
    try (RunningStatement done = modify(insert, statement.text(), scope, context)) {
      return TextRows.none("SELECT " + done.tag(0).substring("INSERT 0 ".length()));
    }
  }
}
