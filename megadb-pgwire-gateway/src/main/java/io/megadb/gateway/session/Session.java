package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.net.ClientOutput;
import io.megadb.gateway.net.ClientSession;
import io.megadb.gateway.protocol.FrontendMessage;
import io.megadb.gateway.protocol.MessageWriter;
import io.megadb.gateway.protocol.MessageWriter.Severity;
import io.megadb.gateway.settings.SessionSettings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The protocol's state machine for one client.
 *
 * <pre>
 *                    Query: T D* C ... Z                          {@link SimpleQuery}
 *   ready ──────────────────────────────────────────> ready
 *     │  Parse 1 · Bind 2 · Describe t/T/n · Execute D* C/s · Close 3
 *     ├────────────────────────────> in extended query ──Sync: Z──> ready
 *     │                                    │ error: E            {@link ExtendedQuery}
 *     │                                    └──> skipping until Sync
 *     └─ COPY … FROM STDIN: G ──> copying in ──CopyDone, CopyFail──> back
 *                                                                {@link CopyTransfer}
 * </pre>
 *
 * Confined to the connection's serial executor, except {@link #cancel}, {@link #terminate} and
 * {@link #disconnected}.
 */
public final class Session implements ClientSession {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  private final ClientOutput output;
  private final Identity identity;
  private final Runnable onClose;
  private final TransactionBlock block;
  private final StatementInterrupt interrupt;
  private final SessionStatements statements;
  private final StatementCache cache = new StatementCache();
  private final PreparedStatements prepared = new PreparedStatements();
  private final Portals portals = new Portals();
  private final CopyTransfer copy;
  private final SimpleQuery simple;
  private final ExtendedQuery extended;
  private final SettingReports reports;
  private final IdleTimeout idle;
  private boolean skipUntilSync;

  /**
   * @param onClose forgets the session
   */
  Session(
      SessionServices services,
      ClientOutput output,
      SessionSettings settings,
      Identity identity,
      Runnable onClose) {
    this.output = output;
    this.onClose = onClose;
    this.block = new TransactionBlock(services.database(), settings);
    this.interrupt = new StatementInterrupt(output, settings, block, services.timers());
    this.identity =
        identity.withFunctions(
            new SessionFunctions(
                identity.functions(), interrupt::cancellation, settings, prepared));
    ReleaseCommands releases =
        new ReleaseCommands(settings, block, prepared, portals, () -> dropPlans());
    this.statements =
        new SessionStatements(
            services, output, settings, this.identity, block, interrupt, prepared, releases);
    this.copy = new CopyTransfer(statements, interrupt, output);
    this.simple = new SimpleQuery(statements, interrupt, block, copy, cache, output);
    this.extended =
        new ExtendedQuery(statements, interrupt, prepared, portals, copy, cache, output);
    this.reports = new SettingReports(settings, output);
    this.idle = new IdleTimeout(settings, output, services.timers());
  }

  /** Greets the client after it was let in. */
  void greet() {
    MessageWriter.authenticationOk(output.buffer());
    reports.send();
    MessageWriter.backendKeyData(output.buffer(), identity.processId(), identity.secretKey());
    ready();
  }

  Identity identity() {
    return identity;
  }

  @Override
  public void handle(FrontendMessage message) {
    idle.stop();
    try {
      if (copy.isActive()) {
        receiveCopy(message);
      } else if (message instanceof FrontendMessage.Sync) {
        sync();
      } else if (skipUntilSync) {
        return; // a Query too: the client has not yet heard of the error
      } else if (message instanceof FrontendMessage.Query query) {
        query(query.sql());
      } else {
        extended.handle(message);
      }
    } catch (Throwable e) { // an Error, too, ends the statement and not the session's thread
      fail(Failures.translate(e), simple.isActive());
    }
  }

  @Override
  public void refuse(MegaDbException error, boolean query) {
    if (!skipUntilSync) {
      fail(error, query || simple.isActive());
    }
  }

  @Override
  public boolean isQuick(FrontendMessage message) {
    if (copy.isActive() || skipUntilSync) {
      return false;
    }
    if (message instanceof FrontendMessage.Bind bind) {
      return statements.isQuickStep(prepared.find(bind.statement()));
    }
    if (message instanceof FrontendMessage.Describe describe && !describe.portal()) {
      return statements.isQuickStep(prepared.find(describe.name()));
    }
    if (message instanceof FrontendMessage.Describe describe) {
      return isQuick(portals.find(describe.name()));
    }
    if (message instanceof FrontendMessage.Execute execute) {
      return isQuick(portals.find(execute.portal()));
    }
    if (message instanceof FrontendMessage.Parse parse) {
      return parse.parameterOids().isEmpty()
          && statements.isQuick(cache.find(parse.sql(), List.of()));
    }
    if (message instanceof FrontendMessage.Query query) {
      return statements.isQuickSoFar() && simple.isQuick(query.sql());
    }
    return message instanceof FrontendMessage.Sync
        && (statements.isQuickSoFar() || block.isExplicit());
  }

  private boolean isQuick(Portal portal) {
    return portal != null && statements.isQuickStep(portal.prepared());
  }

  @Override
  public boolean handleAtOnce(FrontendMessage message) {
    extended.hurry();
    handle(message);
    return extended.wasAtOnce();
  }

  private void query(String sql) throws Exception {
    portals.drop("");
    prepared.remove("");
    if (simple.start(sql)) {
      transactionEnded();
    }
  }

  private void dropPlans() {
    cache.clear();
    simple.dropPlans();
  }

  private void receiveCopy(FrontendMessage message) throws Exception {
    String tag = copy.receive(message);
    if (tag == null) {
      return;
    }
    if (!simple.isActive()) {
      block.executed(false);
      MessageWriter.commandComplete(output.buffer(), tag);
    } else if (simple.resume(tag)) {
      transactionEnded();
    }
  }

  private void sync() {
    skipUntilSync = false;
    try {
      block.endImplicit();
    } catch (RuntimeException | Error e) {
      fail(Failures.translate(e), false); // the client still waits for ReadyForQuery
      skipUntilSync = false;
    }
    transactionEnded();
  }

  /** The end of a query string or Sync, outside a block also of the transaction. */
  private void transactionEnded() {
    statements.transactionEnded();
    if (!block.isExplicit()) {
      portals.dropAll();
    }
    settle();
    reports.send();
    ready();
  }

  private void settle() {
    try {
      block.settle();
    } catch (RuntimeException | Error e) {
      MessageWriter.error(output.buffer(), Severity.ERROR, Failures.translate(e));
    }
  }

  /**
   * @param query the error ends a query string; else messages are skipped until Sync
   */
  private void fail(MegaDbException error, boolean query) {
    if (error.state() == SqlState.INTERNAL_ERROR) {
      LOG.error("statement of session {} failed", identity.processId(), error);
    }
    interrupt.end();
    copy.abandon();
    portals.stopAll();
    try {
      block.statementFailed();
    } catch (RuntimeException | Error rollback) {
      LOG.error("rollback of session {} failed", identity.processId(), rollback);
    }
    if (!block.isExplicit()) {
      portals.dropAll();
    }
    MessageWriter.error(output.buffer(), Severity.ERROR, error);
    if (query) {
      simple.abandon();
      settle();
      ready();
    } else {
      skipUntilSync = true;
      output.send();
    }
  }

  private void ready() {
    MessageWriter.readyForQuery(output.buffer(), block.status());
    output.send();
    idle.start(block.isExplicit());
  }

  /** Stops the statement that runs now, if any. Any thread. */
  void cancel(MegaDbException reason) {
    interrupt.cancel(reason);
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
    idle.stop();
    interrupt.end();
    copy.abandon();
    portals.dropAll();
    try {
      block.rollback();
    } catch (RuntimeException e) {
      LOG.error("rollback of session {} failed", identity.processId(), e);
    } finally {
      onClose.run();
    }
  }
}
