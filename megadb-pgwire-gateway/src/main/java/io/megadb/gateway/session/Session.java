package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.Cancellation;
import io.megadb.function.EvaluationContext;
import io.megadb.gateway.copy.CopyIn;
import io.megadb.gateway.execute.RunningStatement;
import io.megadb.gateway.execute.StatementScope;
import io.megadb.gateway.net.ClientOutput;
import io.megadb.gateway.net.ClientSession;
import io.megadb.gateway.protocol.FrontendMessage;
import io.megadb.gateway.protocol.MessageWriter;
import io.megadb.gateway.protocol.MessageWriter.Severity;
import io.megadb.gateway.settings.SessionSettings;
import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.TransactionCommand;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol's state machine for one client.
 *
 * <pre>
 *                    Query: T D* C ... Z
 *   ready ──────────────────────────────────────────> ready
 *     │  Parse 1 · Bind 2 · Describe t/T/n · Execute D* C/s · Close 3
 *     ├────────────────────────────> in extended query ──Sync: Z──> ready
 *     │                                    │ error: E
 *     │                                    └──> skipping until Sync
 *     └─ COPY … FROM STDIN: G ──> copying in ──CopyDone, CopyFail──> back
 * </pre>
 *
 * Confined to the connection's serial executor, except {@link #cancel} and {@link #disconnected}.
 */
public final class Session implements ClientSession {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** Bound on what a client can make the server remember. */
  private static final int MAX_PREPARED = 10_000;

  private final SessionServices services;
  private final ClientOutput output;
  private final SessionSettings settings;
  private final TransactionBlock block;
  private final Utilities utilities;
  private final RowWriter rows;
  private final StatementCache statements = new StatementCache();
  private final Identity identity;
  private final Runnable onClose;
  private final Map<String, Prepared> prepared = new HashMap<>();
  private final Map<String, Portal> portals = new HashMap<>();
  private final Object running = new Object();

  private Cancellation cancellation;
  private ScheduledFuture<?> timeout;
  private ScheduledFuture<?> idleTimeout;
  private Map<String, String> reported;

  /** All settings when the client was last told; never changed, only replaced. */
  private Map<String, String> reportedFrom;

  /** The message under way is handled on the network's thread. */
  private boolean hurried;

  /** It could not be: it must be handled again on another. */
  private boolean wouldWait;

  private boolean skipUntilSync;

  /** The open implicit transaction has only run quick statements: its end is quick, too. */
  private boolean onlyQuick = true;

  private SimpleQuery simple;
  private CopyIn copy;
  private boolean copyExtended;

  /** A query string part-way through: COPY FROM STDIN interrupts it. */
  private static final class SimpleQuery {
    private final String sql;
    private final List<Prepared> statements;
    private int next;

    SimpleQuery(String sql, List<Prepared> statements) {
      this.sql = sql;
      this.statements = statements;
    }

    boolean isLast() {
      return next == statements.size();
    }
  }

  /**
   * @param onClose forgets the session
   */
  Session(
      SessionServices services,
      ClientOutput output,
      SessionSettings settings,
      Identity identity,
      Runnable onClose) {
    this.services = services;
    this.output = output;
    this.settings = settings;
    this.identity =
        identity.withFunctions(
            new SessionFunctions(identity.functions(), () -> cancellation, settings));
    this.onClose = onClose;
    this.block = new TransactionBlock(services.database(), settings);
    this.utilities = new Utilities(settings, block, services.settings().all(), this::warn);
    this.rows = new RowWriter(output);
  }

  /** Greets the client after it was let in. */
  void greet() {
    ByteBuf out = output.buffer();
    MessageWriter.authenticationOk(out);
    reported = settings.reported();
    reported.forEach((name, value) -> MessageWriter.parameterStatus(out, name, value));
    MessageWriter.backendKeyData(out, identity.processId(), identity.secretKey());
    ready();
  }

  Identity identity() {
    return identity;
  }

  @Override
  public void handle(FrontendMessage message) {
    if (idleTimeout != null) {
      idleTimeout.cancel(false);
      idleTimeout = null;
    }
    try {
      if (copy != null) {
        copyMessage(message);
      } else if (message instanceof FrontendMessage.Sync) {
        sync();
      } else if (skipUntilSync) {
        return; // a Query too: the client has not yet heard of the error
      } else if (message instanceof FrontendMessage.Query query) {
        startSimple(query.sql());
      } else {
        extended(message);
      }
    } catch (Exception e) {
      fail(Failures.translate(e));
    }
  }

  @Override
  public void refuse(MegaDbException error, boolean query) {
    if (skipUntilSync) {
      return;
    }
    simpleFailed = query;
    fail(error);
  }

  @Override
  public boolean handleAtOnce(FrontendMessage message) {
    if (!isQuick(message)) {
      return false;
    }
    hurried = true;
    wouldWait = false;
    handle(message);
    hurried = false;
    return !wouldWait;
  }

  private boolean isQuick(FrontendMessage message) {
    if (copy != null || skipUntilSync) {
      return false;
    }
    if (message instanceof FrontendMessage.Bind bind) {
      return isQuickStep(prepared.get(bind.statement()));
    }
    if (message instanceof FrontendMessage.Describe describe && !describe.portal()) {
      return isQuickStep(prepared.get(describe.name()));
    }
    if (message instanceof FrontendMessage.Describe describe) {
      Portal portal = portals.get(describe.name());
      return portal != null && isQuickStep(portal.prepared());
    }
    if (message instanceof FrontendMessage.Execute execute) {
      Portal portal = portals.get(execute.portal());
      return portal != null && isQuickStep(portal.prepared());
    }
    if (message instanceof FrontendMessage.Parse parse) {
      return parse.parameterOids().isEmpty() && isQuick(statements.find(parse.sql(), List.of()));
    }
    if (message instanceof FrontendMessage.Query query) {
      return onlyQuick && isQuick(statements.find(query.sql(), List.of()));
    }
    return message instanceof FrontendMessage.Sync && (onlyQuick || block.isExplicit());
  }

  /** A step of an extended query: writes and BEGIN are quick as long as they need not wait. */
  private boolean isQuickStep(Prepared statement) {
    return statement != null
        && (statement.isBegin()
            || (statement.isQuickWrite() && isPlanned(statement))
            || isQuick(statement));
  }

  /** Its plan is at hand, runs quickly, and what it may read is safe on disk. */
  private boolean isQuick(Prepared statement) {
    return statement != null
        && statement.isQuick()
        && services.database().isSettled()
        && isPlanned(statement);
  }

  private boolean isPlanned(Prepared statement) {
    DatabaseTransaction open = block.open();
    CatalogSnapshot catalog = open == null ? services.database().catalog() : open.catalog();
    return statement.plan(catalog.version(), settings.planning()) != null;
  }

  private void fail(MegaDbException error) {
    if (error.state() == SqlState.INTERNAL_ERROR) {
      LOG.error("statement of session {} failed", identity.processId(), error);
    }
    endStatement();
    abandonCopy();
    portals.values().forEach(Portal::close);
    boolean wasSimple = simple != null;
    try {
      block.statementFailed();
    } catch (RuntimeException rollback) {
      LOG.error("rollback of session {} failed", identity.processId(), rollback);
    }
    if (!block.isExplicit()) {
      portals.clear();
    }
    MessageWriter.error(output.buffer(), Severity.ERROR, error);
    if (wasSimple || simpleFailed) {
      simple = null;
      simpleFailed = false;
      ready();
    } else {
      skipUntilSync = true;
      output.send();
    }
  }

  /** A query string failed before its first statement. */
  private boolean simpleFailed;

  private void ready() {
    MessageWriter.readyForQuery(output.buffer(), block.status());
    output.send();
    long millis = settings.idleTimeoutMs(block.isExplicit());
    if (millis > 0) {
      MegaDbException reason =
          block.isExplicit()
              ? new MegaDbException(
                  SqlState.IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
                  "terminating connection due to idle-in-transaction timeout")
              : new MegaDbException(
                  SqlState.IDLE_SESSION_TIMEOUT,
                  "terminating connection due to idle-session timeout");
      idleTimeout =
          services.timers().schedule(() -> output.terminate(reason), millis, TimeUnit.MILLISECONDS);
    }
  }

  private void reportSettings() {
    if (settings.values() == reportedFrom) {
      return;
    }
    reportedFrom = settings.values();
    Map<String, String> now = settings.reported();
    now.forEach(
        (name, value) -> {
          if (!value.equals(reported.get(name))) {
            MessageWriter.parameterStatus(output.buffer(), name, value);
          }
        });
    reported = now;
  }

  private void warn(MegaDbException warning) {
    MessageWriter.error(output.buffer(), Severity.WARNING, warning);
  }

  // Simple query ------------------------------------------------------------------------------

  private void startSimple(String sql) throws Exception {
    simpleFailed = true;
    dropPortal("");
    prepared.remove("");
    Prepared known = statements.find(sql, List.of());
    simple = new SimpleQuery(sql, known == null ? parse(sql) : List.of(known));
    simpleFailed = false;
    if (simple.statements.isEmpty()) {
      MessageWriter.emptyQuery(output.buffer());
    }
    continueSimple();
  }

  private static List<Prepared> parse(String sql) {
    List<Prepared> parsed = new ArrayList<>();
    for (ParsedStatement statement : PgParser.parse(sql)) {
      parsed.add(new Prepared(statement, List.of()));
    }
    return parsed;
  }

  private void continueSimple() throws Exception {
    while (!simple.isLast()) {
      Prepared once = simple.statements.get(simple.next++);
      ParsedStatement statement = once.statement();
      refuseInFailedBlock(statement);
      CopyIn started = startCopyIn(statement);
      if (started != null) {
        copy = started;
        copyExtended = false;
        return;
      }
      beginStatement();
      boolean query = columns(once) != null; // before it runs: afterwards its plan may be stale
      try (RunningStatement result = start(once, List.of())) {
        String tag = sendAll(result, query);
        result.close();
        endSimpleStatement(tag);
      }
      endStatement();
    }
    endSimple();
  }

  /** Commits before telling the client that the last statement is complete. */
  private void endSimpleStatement(String tag) {
    if (simple.isLast()) {
      block.endImplicit();
    }
    MessageWriter.commandComplete(output.buffer(), tag);
  }

  private void endSimple() {
    block.endImplicit();
    if (simple.statements.size() == 1) {
      statements.keep(simple.sql, simple.statements.get(0));
    }
    simple = null;
    onlyQuick = true;
    if (!block.isExplicit()) {
      dropPortals();
    }
    reportSettings();
    ready();
  }

  /**
   * @param query whether the statement gives rows, perhaps of no columns
   */
  private String sendAll(RunningStatement result, boolean query) throws Exception {
    List<OutputColumn> columns = result.columns();
    short[] formats = new short[columns.size()];
    long count = 0;
    if (query || !columns.isEmpty()) {
      MessageWriter.rowDescription(output.buffer(), columns, formats);
    }
    rows.start(columns, formats, evaluation());
    for (Batch batch = result.next(); batch != null; batch = result.next()) {
      rows.write(batch, 0, batch.size());
      count += batch.size();
    }
    return result.tag(count);
  }

  // Extended query ----------------------------------------------------------------------------

  private void extended(FrontendMessage message) throws Exception {
    if (message instanceof FrontendMessage.Parse parse) {
      parse(parse);
    } else if (message instanceof FrontendMessage.Bind bind) {
      bind(bind);
    } else if (message instanceof FrontendMessage.Describe describe) {
      describe(describe);
    } else if (message instanceof FrontendMessage.Execute execute) {
      execute(execute);
    } else if (message instanceof FrontendMessage.Close close) {
      if (close.portal()) {
        dropPortal(close.name());
      } else {
        prepared.remove(close.name());
      }
      MessageWriter.closeComplete(output.buffer());
    } else if (message instanceof FrontendMessage.Flush) {
      output.send();
    } else if (message instanceof FrontendMessage.FunctionCall) {
      throw MegaDbException.notSupported("the fast-path function call protocol");
    } else if (message instanceof FrontendMessage.Password) {
      throw new MegaDbException(SqlState.PROTOCOL_VIOLATION, "unexpected password message");
    }
    // CopyData, CopyDone and CopyFail outside a copy are left over from a failed one: ignored.
  }

  private void sync() {
    skipUntilSync = false;
    try {
      block.endImplicit();
    } catch (RuntimeException e) {
      fail(Failures.translate(e)); // the commit failed; the client still waits for ReadyForQuery
      skipUntilSync = false;
    }
    onlyQuick = true;
    if (!block.isExplicit()) {
      dropPortals();
    }
    reportSettings();
    ready();
  }

  private void parse(FrontendMessage.Parse message) {
    List<PgType> types = declaredTypes(message.parameterOids());
    Prepared statement = statements.find(message.sql(), types);
    if (statement == null) {
      statement = single(message.sql(), types);
    }
    if (!message.name().isEmpty() && prepared.containsKey(message.name())) {
      throw new MegaDbException(
          SqlState.DUPLICATE_PREPARED_STATEMENT,
          "prepared statement \"" + message.name() + "\" already exists");
    }
    if (prepared.size() >= MAX_PREPARED) {
      throw new MegaDbException(
              SqlState.PROGRAM_LIMIT_EXCEEDED,
              "session has " + MAX_PREPARED + " prepared statements")
          .withHint("Close those no longer needed, or use DEALLOCATE ALL.");
    }
    if (statement.statement() != null) {
      refuseInFailedBlock(statement.statement());
      plan(statement);
      statements.keep(message.sql(), statement);
    }
    prepared.put(message.name(), statement);
    MessageWriter.parseComplete(output.buffer());
  }

  private static Prepared single(String sql, List<PgType> types) {
    List<ParsedStatement> parsed = PgParser.parse(sql);
    if (parsed.size() > 1) {
      throw new MegaDbException(
          SqlState.SYNTAX_ERROR, "cannot insert multiple commands into a prepared statement");
    }
    return new Prepared(parsed.isEmpty() ? null : parsed.get(0), types);
  }

  private static List<PgType> declaredTypes(List<Integer> oids) {
    List<PgType> types = new ArrayList<>(oids.size());
    for (int oid : oids) {
      BaseType type = oid == 0 || oid == PgTypes.UNKNOWN_OID ? null : PgTypes.byOid(oid);
      if (type == null && oid != 0 && oid != PgTypes.UNKNOWN_OID) {
        throw new MegaDbException(
            SqlState.UNDEFINED_OBJECT, "type with OID " + oid + " does not exist");
      }
      types.add(type == null ? null : PgType.of(type));
    }
    return types;
  }

  private void bind(FrontendMessage.Bind message) {
    Prepared statement = prepared.get(message.statement());
    if (statement == null) {
      throw unknownStatement(message.statement());
    }
    List<PgType> types = parameterTypes(statement);
    byte[][] given = message.parameters();
    if (given.length != types.size()) {
      throw new MegaDbException(
          SqlState.PROTOCOL_VIOLATION,
          "bind message supplies "
              + given.length
              + " parameters, but prepared statement \""
              + message.statement()
              + "\" requires "
              + types.size());
    }
    if (!message.portal().isEmpty() && portals.containsKey(message.portal())) {
      throw new MegaDbException(
          SqlState.DUPLICATE_CURSOR, "portal \"" + message.portal() + "\" already exists");
    }
    if (portals.size() >= MAX_PREPARED) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED, "session has " + MAX_PREPARED + " open portals");
    }
    short[] formats = Portal.expand(message.parameterFormats(), given.length);
    List<Object> values = new ArrayList<>(given.length);
    for (int i = 0; i < given.length; i++) {
      values.add(ParameterReader.read(types.get(i), formats[i], given[i], i, evaluation()));
    }
    dropPortal(message.portal());
    portals.put(message.portal(), new Portal(statement, values, message.resultFormats()));
    MessageWriter.bindComplete(output.buffer());
  }

  private void describe(FrontendMessage.Describe message) {
    if (message.portal()) {
      Portal portal = portal(message.name());
      List<OutputColumn> columns = columns(portal.prepared());
      if (columns == null) {
        MessageWriter.noData(output.buffer());
      } else {
        MessageWriter.rowDescription(output.buffer(), columns, formats(portal, columns.size()));
      }
      return;
    }
    Prepared statement = prepared.get(message.name());
    if (statement == null) {
      throw unknownStatement(message.name());
    }
    MessageWriter.parameterDescription(output.buffer(), parameterTypes(statement));
    List<OutputColumn> columns = columns(statement);
    if (columns == null) {
      MessageWriter.noData(output.buffer());
    } else {
      MessageWriter.rowDescription(output.buffer(), columns, new short[columns.size()]);
    }
  }

  private void execute(FrontendMessage.Execute message) throws Exception {
    Portal portal = portal(message.portal());
    ParsedStatement statement = portal.prepared().statement();
    if (statement == null) {
      MessageWriter.emptyQuery(output.buffer());
      return;
    }
    refuseInFailedBlock(statement);
    if (portal.running() == null) {
      if (portal.isDone()) {
        MessageWriter.commandComplete(output.buffer(), "SELECT 0");
        return;
      }
      CopyIn started = startCopyIn(statement);
      if (started != null) {
        copy = started;
        copyExtended = true;
        return;
      }
    }
    beginStatement();
    if (portal.running() == null) {
      if (hurried && portal.prepared().isQuickWrite()) {
        wouldWait = !startAtOnce(portal);
        if (wouldWait) {
          endStatement();
          return;
        }
      } else {
        portal.start(start(portal.prepared(), portal.parameters()));
      }
    }
    RunningStatement result = portal.running();
    List<OutputColumn> columns = result.columns();
    rows.start(columns, formats(portal, columns.size()), evaluation());
    long sent = 0;
    long limit = message.maxRows() <= 0 ? Long.MAX_VALUE : message.maxRows();
    for (; ; ) {
      if (sent == limit) {
        MessageWriter.portalSuspended(output.buffer());
        break;
      }
      Batch batch = portal.nextRows();
      if (batch == null) {
        String tag = result.tag(sent);
        portal.finish();
        MessageWriter.commandComplete(output.buffer(), tag);
        break;
      }
      int count = (int) Math.min(batch.size(), limit - sent);
      rows.write(batch, 0, count);
      portal.keep(batch, count);
      sent += count;
    }
    endStatement();
  }

  /** Runs a write on the network's thread; false if it would have to wait for a lock. */
  private boolean startAtOnce(Portal portal) throws Exception {
    PlannedStatement.Modification plan = (PlannedStatement.Modification) plan(portal.prepared());
    return block
        .current()
        .tryAtOnce(
            plan.plan().table(),
            () -> portal.start(start(portal.prepared(), portal.parameters())));
  }

  private short[] formats(Portal portal, int columns) {
    short[] formats = portal.formats(columns);
    if (formats == null) {
      throw new MegaDbException(
          SqlState.PROTOCOL_VIOLATION,
          "bind message has a wrong number of result formats: query has " + columns + " columns");
    }
    return formats;
  }

  private Portal portal(String name) {
    Portal portal = portals.get(name);
    if (portal == null) {
      throw new MegaDbException(
          SqlState.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist");
    }
    return portal;
  }

  private void dropPortal(String name) {
    Portal portal = portals.remove(name);
    if (portal != null) {
      portal.close();
    }
  }

  private void dropPortals() {
    portals.values().forEach(Portal::close);
    portals.clear();
  }

  private static MegaDbException unknownStatement(String name) {
    return new MegaDbException(
        SqlState.INVALID_SQL_STATEMENT_NAME,
        name.isEmpty()
            ? "unnamed prepared statement does not exist"
            : "prepared statement \"" + name + "\" does not exist");
  }

  // Planning and starting ---------------------------------------------------------------------

  /** The plan of a statement that has one; null for a session command or COPY. */
  private PlannedStatement plan(Prepared statement) {
    if (statement.statement() == null || services.runner().isCommand(statement.statement())) {
      return null;
    }
    DatabaseTransaction transaction = block.current();
    long version = transaction.catalog().version();
    PlannedStatement plan = statement.plan(version, settings.planning());
    if (plan == null) {
      plan = services.runner().plan(statement.statement(), statement.declaredTypes(), scope());
      statement.plan(plan, version, settings.planning(), services.runner().isQuick(plan), services.runner().isQuickWrite(plan));
    }
    return plan;
  }

  private List<PgType> parameterTypes(Prepared statement) {
    PlannedStatement plan = plan(statement);
    return plan == null ? List.of() : plan.parameterTypes();
  }

  /** Result columns; null if the statement gives no rows. */
  private List<OutputColumn> columns(Prepared statement) {
    if (statement.statement() == null) {
      return null;
    }
    PlannedStatement plan = plan(statement);
    if (plan != null) {
      return services.runner().columns(plan);
    }
    List<String> names =
        statement.statement().node() instanceof CommandNode node
            ? utilities.columns(node.command())
            : List.of();
    return names.isEmpty() ? null : io.megadb.gateway.execute.TextRows.columns(names);
  }

  private RunningStatement start(Prepared statement, List<Object> parameters) throws Exception {
    onlyQuick &= statement.isQuick();
    ParsedStatement parsed = statement.statement();
    if (parsed.node() instanceof CommandNode node) {
      RunningStatement done = utilities.run(node.command(), parsed);
      if (done != null) {
        return done;
      }
    }
    if (services.runner().isCommand(parsed)) {
      return services.runner().command(parsed, scope());
    }
    return services.runner().start(plan(statement), parsed, parameters, scope());
  }

  private StatementScope scope() {
    DatabaseTransaction transaction = block.current();
    transaction.lockTimeout(settings.lockTimeout());
    return new StatementScope(transaction, evaluation(), cancellation, this::notice, output);
  }

  private void notice(MegaDbException notice) {
    MessageWriter.error(output.buffer(), Severity.NOTICE, notice);
  }

  private EvaluationContext evaluation() {
    return identity.evaluation(
        settings, block.open() == null ? Clock.micros() : block.startMicros());
  }

  private void refuseInFailedBlock(ParsedStatement statement) {
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

  // COPY FROM STDIN ---------------------------------------------------------------------------

  private CopyIn startCopyIn(ParsedStatement statement) throws Exception {
    if (!services.runner().isCopyFromClient(statement)) {
      return null;
    }
    beginStatement();
    onlyQuick = false;
    CopyIn started = services.runner().copyIn(statement, scope());
    MessageWriter.copyResponse(output.buffer(), true, started.columns());
    output.send();
    return started;
  }

  private void copyMessage(FrontendMessage message) throws Exception {
    if (message instanceof FrontendMessage.CopyData data) {
      copy.data(data.data());
    } else if (message instanceof FrontendMessage.CopyDone) {
      String tag = "COPY " + copy.finish();
      copy.close();
      copy = null;
      endStatement();
      if (copyExtended) {
        MessageWriter.commandComplete(output.buffer(), tag);
      } else {
        endSimpleStatement(tag);
        continueSimple();
      }
    } else if (message instanceof FrontendMessage.CopyFail failure) {
      throw new MegaDbException(
          SqlState.QUERY_CANCELED, "COPY from stdin failed: " + failure.reason());
    } else if (!(message instanceof FrontendMessage.Flush)
        && !(message instanceof FrontendMessage.Sync)) {
      throw new MegaDbException(
          SqlState.PROTOCOL_VIOLATION, "unexpected message type during COPY from stdin");
    }
  }

  private void abandonCopy() {
    if (copy != null) {
      copy.close();
      copy = null;
    }
  }

  // Cancellation and timeouts -----------------------------------------------------------------

  private void beginStatement() {
    long millis = settings.statementTimeoutMs();
    synchronized (running) {
      cancellation = new Cancellation();
      output.interrupt(null);
    }
    if (millis > 0) {
      timeout =
          services
              .timers()
              .schedule(
                  () ->
                      cancel(
                          new MegaDbException(
                              SqlState.QUERY_CANCELED,
                              "canceling statement due to statement timeout")),
                  millis,
                  TimeUnit.MILLISECONDS);
    }
  }

  private void endStatement() {
    if (timeout != null) {
      timeout.cancel(false);
      timeout = null;
    }
    synchronized (running) {
      cancellation = null;
      output.interrupt(null);
    }
  }

  /** Stops the statement that runs now, if any. Any thread. */
  void cancel(MegaDbException reason) {
    synchronized (running) {
      if (cancellation == null) {
        return;
      }
      cancellation.cancel(reason);
      output.interrupt(reason);
      DatabaseTransaction open = block.open();
      if (open != null) {
        open.cancel(reason);
      }
    }
  }

  /** Stops the statement that runs now and sends the client away. Any thread. */
  void terminate(MegaDbException reason) {
    cancel(reason);
    output.terminate(reason);
  }

  @Override
  public void disconnected() {
    cancel(new MegaDbException(SqlState.CONNECTION_FAILURE, "connection to client lost"));
  }

  @Override
  public void close() {
    if (idleTimeout != null) {
      idleTimeout.cancel(false);
    }
    endStatement();
    abandonCopy();
    dropPortals();
    try {
      block.rollback();
    } catch (RuntimeException e) {
      LOG.error("rollback of session {} failed", identity.processId(), e);
    } finally {
      onClose.run();
    }
  }
}
