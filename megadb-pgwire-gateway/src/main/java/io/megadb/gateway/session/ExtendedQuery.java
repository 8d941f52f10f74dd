package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.execute.RunningStatement;
import io.megadb.gateway.net.ClientOutput;
import io.megadb.gateway.protocol.FrontendMessage;
import io.megadb.gateway.protocol.MessageWriter;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * The extended query protocol: Parse, Bind, Describe, Execute, Close, Flush; Sync is the session's.
 * Confined to the session.
 */
final class ExtendedQuery {
  private final SessionStatements statements;
  private final StatementInterrupt interrupt;
  private final PreparedStatements prepared;
  private final Portals portals;
  private final CopyTransfer copy;
  private final StatementCache cache;
  private final ClientOutput output;
  private final RowWriter rows;

  /** The message under way is handled by a thread that must not wait. */
  private boolean hurried;

  /** It could not be without waiting, and so it was not. */
  private boolean wouldWait;

  ExtendedQuery(
      SessionStatements statements,
      StatementInterrupt interrupt,
      PreparedStatements prepared,
      Portals portals,
      CopyTransfer copy,
      StatementCache cache,
      ClientOutput output) {
    this.statements = statements;
    this.interrupt = interrupt;
    this.prepared = prepared;
    this.portals = portals;
    this.copy = copy;
    this.cache = cache;
    this.output = output;
    this.rows = new RowWriter(output);
  }

  /** Answers a message; an Execute of COPY FROM STDIN leaves a copy under way. */
  void handle(FrontendMessage message) throws Exception {
    if (message instanceof FrontendMessage.Parse parse) {
      parse(parse);
    } else if (message instanceof FrontendMessage.Bind bind) {
      bind(bind);
    } else if (message instanceof FrontendMessage.Describe describe) {
      describe(describe);
    } else if (message instanceof FrontendMessage.Execute execute) {
      execute(execute);
    } else if (message instanceof FrontendMessage.Close close) {
      close(close);
    } else if (message instanceof FrontendMessage.Flush) {
      output.send();
    } else if (message instanceof FrontendMessage.FunctionCall) {
      throw MegaDbException.notSupported("the fast-path function call protocol");
    } else if (message instanceof FrontendMessage.Password) {
      throw new MegaDbException(SqlState.PROTOCOL_VIOLATION, "unexpected password message");
    }
    // CopyData, CopyDone and CopyFail outside a copy are left over from a failed one: ignored.
  }

  /** The next message may not wait; {@link #wasAtOnce} tells afterwards whether it had to. */
  void hurry() {
    hurried = true;
  }

  /** Ends the hurry; false if the message was not handled, since it would have had to wait. */
  boolean wasAtOnce() {
    boolean handled = !wouldWait;
    hurried = false;
    wouldWait = false;
    return handled;
  }

  private void parse(FrontendMessage.Parse message) {
    List<PgType> types = declaredTypes(message.parameterOids());
    Prepared statement = cache.find(message.sql(), types);
    if (statement == null) {
      statement = single(message.sql(), types);
    }
    prepared.requireFree(message.name());
    if (statement.statement() != null) {
      statements.refuseInFailedBlock(statement.statement());
      statements.plan(statement);
      cache.keep(message.sql(), statement);
    }
    prepared.put(message.name(), statement.forClient(), false);
    MessageWriter.parseComplete(output.buffer());
  }

  private static Prepared single(String sql, List<PgType> types) {
    List<ParsedStatement> parsed = PgParser.parse(sql);
    if (parsed.size() > 1) {
      throw new MegaDbException(
          SqlState.SYNTAX_ERROR, "cannot insert multiple commands into a prepared statement");
    }
    return new Prepared(parsed.isEmpty() ? null : parsed.get(0), types, sql);
  }

  private List<PgType> declaredTypes(List<Integer> oids) {
    List<PgType> types = new ArrayList<>(oids.size());
    for (int oid : oids) {
      BaseType type = oid == 0 || oid == PgTypes.UNKNOWN_OID ? null : statements.type(oid);
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
    List<PgType> types = statements.parameterTypes(statement);
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
    portals.requireFree(message.portal());
    short[] formats = Portal.expand(message.parameterFormats(), given.length);
    List<Object> values = new ArrayList<>(given.length);
    for (int i = 0; i < given.length; i++) {
      values.add(
          ParameterReader.read(types.get(i), formats[i], given[i], i, statements.evaluation()));
    }
    portals.put(message.portal(), new Portal(statement, values, message.resultFormats()));
    MessageWriter.bindComplete(output.buffer());
  }

  private void describe(FrontendMessage.Describe message) {
    if (message.portal()) {
      Portal portal = portals.get(message.name());
      List<OutputColumn> columns = statements.columns(portal.prepared());
      rowDescription(columns, columns == null ? null : formats(portal, columns.size()));
    } else {
      Prepared statement = prepared.get(message.name());
      MessageWriter.parameterDescription(output.buffer(), statements.parameterTypes(statement));
      List<OutputColumn> columns = statements.columns(statement);
      rowDescription(columns, columns == null ? null : new short[columns.size()]);
    }
  }

  private void rowDescription(List<OutputColumn> columns, short[] formats) {
    if (columns == null) {
      MessageWriter.noData(output.buffer());
    } else {
      MessageWriter.rowDescription(output.buffer(), columns, formats);
    }
  }

  private void execute(FrontendMessage.Execute message) throws Exception {
    Portal portal = portals.get(message.portal());
    ParsedStatement statement = portal.prepared().statement();
    if (statement == null) {
      MessageWriter.emptyQuery(output.buffer());
      return;
    }
    statements.refuseInFailedBlock(statement);
    if (portal.running() == null) {
      if (portal.isDone()) {
        MessageWriter.commandComplete(output.buffer(), "SELECT 0");
        return;
      }
      if (copy.start(statement)) {
        return;
      }
    }
    interrupt.begin();
    portals.activate(portal);
    if (portal.running() == null) {
      start(portal);
    }
    if (!wouldWait) {
      send(portal, message.maxRows() <= 0 ? Long.MAX_VALUE : message.maxRows());
    }
    portals.activate(null);
    interrupt.end();
  }

  private void start(Portal portal) throws Exception {
    if (hurried && portal.prepared().isQuickWrite()) {
      wouldWait =
          !statements.tryAtOnce(
              portal.prepared(),
              () -> portal.start(statements.start(portal.prepared(), portal.parameters())));
    } else {
      portal.start(statements.start(portal.prepared(), portal.parameters()));
    }
  }

  private void send(Portal portal, long limit) throws Exception {
    RunningStatement result = portal.running();
    List<OutputColumn> columns = result.columns();
    rows.start(columns, formats(portal, columns.size()), statements.evaluation());
    long sent = 0;
    while (sent < limit) {
      Batch batch = portal.nextRows();
      if (batch == null) {
        String tag = result.tag(sent);
        portal.finish();
        statements.executed(portal.prepared().statement());
        MessageWriter.commandComplete(output.buffer(), tag);
        return;
      }
      int count = (int) Math.min(batch.size(), limit - sent);
      rows.write(batch, 0, count);
      portal.keep(batch, count);
      sent += count;
    }
    statements.executed(portal.prepared().statement());
    MessageWriter.portalSuspended(output.buffer());
  }

  private static short[] formats(Portal portal, int columns) {
    short[] formats = portal.formats(columns);
    if (formats == null) {
      throw new MegaDbException(
          SqlState.PROTOCOL_VIOLATION,
          "bind message has a wrong number of result formats: query has " + columns + " columns");
    }
    return formats;
  }

  private void close(FrontendMessage.Close message) {
    if (message.portal()) {
      portals.drop(message.name());
    } else {
      prepared.remove(message.name());
    }
    MessageWriter.closeComplete(output.buffer());
  }
}
