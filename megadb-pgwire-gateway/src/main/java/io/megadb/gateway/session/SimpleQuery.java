package io.megadb.gateway.session;

import io.megadb.gateway.execute.RunningStatement;
import io.megadb.gateway.net.ClientOutput;
import io.megadb.gateway.protocol.MessageWriter;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * The simple query protocol: a string of statements, run one after the other in one implicit
 * transaction.
 *
 * <pre>
 *   idle ──start──> running ──────────> idle
 *                    │   ^
 *        COPY … FROM STDIN  resume
 *                    v   │
 *                   waiting
 * </pre>
 *
 * Confined to the session.
 */
final class SimpleQuery {
  /** A query string has nothing that could give $1 a value. */
  private static final List<PgType> NO_PARAMETERS = null;

  private final SessionStatements statements;
  private final StatementInterrupt interrupt;
  private final TransactionBlock block;
  private final CopyTransfer copy;
  private final StatementCache cache;
  private final ShapeCache shapes;
  private final ClientOutput output;
  private final RowWriter rows;

  private boolean active;
  private String sql;
  private List<BoundStatement> parts = List.of();
  private int next;

  SimpleQuery(
      SessionStatements statements,
      StatementInterrupt interrupt,
      TransactionBlock block,
      CopyTransfer copy,
      StatementCache cache,
      ClientOutput output) {
    this.statements = statements;
    this.interrupt = interrupt;
    this.block = block;
    this.copy = copy;
    this.cache = cache;
    this.shapes = new ShapeCache(statements);
    this.output = output;
    this.rows = new RowWriter(output);
  }

  /** A query string is under way, perhaps waiting for the data of a COPY. */
  boolean isActive() {
    return active;
  }

  /**
   * Runs a query string.
   *
   * @return whether it is at its end; else it waits for the data of a COPY
   */
  boolean start(String text) throws Exception {
    active = true;
    sql = text;
    next = 0;
    BoundStatement known = find(text);
    parts = known == null ? parse(text) : List.of(known);
    block.several(parts.size() > 1);
    if (parts.isEmpty()) {
      MessageWriter.emptyQuery(output.buffer());
    }
    return run();
  }

  /** The query string would be answered at once: it is a quick statement whose plan is at hand. */
  boolean isQuick(String text) {
    BoundStatement known = find(text);
    return known != null && statements.isQuick(known.prepared());
  }

  private BoundStatement find(String text) {
    Prepared known = cache.find(text, NO_PARAMETERS);
    return known == null ? shapes.find(text) : BoundStatement.alone(known);
  }

  private static List<BoundStatement> parse(String sql) {
    List<BoundStatement> parsed = new ArrayList<>();
    for (ParsedStatement statement : PgParser.parse(sql)) {
      parsed.add(BoundStatement.alone(new Prepared(statement, NO_PARAMETERS, sql)));
    }
    return parsed;
  }

  /**
   * Goes on after a COPY.
   *
   * @param tag the COPY's command tag
   * @return as {@link #start}
   */
  boolean resume(String tag) throws Exception {
    complete(tag);
    return run();
  }

  /** Forgets the plans that texts share. */
  void dropPlans() {
    shapes.clear();
  }

  /** Forgets the rest of a query string. */
  void abandon() {
    active = false;
    block.several(false);
    parts = List.of();
    next = 0;
  }

  private boolean run() throws Exception {
    while (!isLast()) {
      BoundStatement part = parts.get(next++);
      statements.refuseInFailedBlock(part.prepared().statement());
      if (copy.start(part.prepared().statement())) {
        return false;
      }
      interrupt.begin();
      run(parts.size() == 1 ? shared(part) : part);
      interrupt.end();
    }
    block.endImplicit();
    abandon();
    return true;
  }

  private void run(BoundStatement part) throws Exception {
    boolean query = statements.columns(part) != null; // afterwards its plan may be stale
    try (RunningStatement result = start(part)) {
      if (result == null) {
        run(parse(sql).get(0));
        return;
      }
      String tag = sendAll(result, query);
      result.close();
      complete(tag);
    }
    if (parts.size() == 1 && !part.isShared()) {
      cache.keep(sql, part.prepared());
    }
  }

  /** Null if the statement is to be planned by itself. */
  private RunningStatement start(BoundStatement part) throws Exception {
    return part.isShared()
        ? statements.startShared(part, sql)
        : statements.start(part.prepared(), List.of());
  }

  /** The only statement with a plan that other texts share; the statement itself if it has none. */
  private BoundStatement shared(BoundStatement part) {
    if (part.isShared() || part.prepared().isReusable()) {
      return part; // at hand
    }
    BoundStatement shared = shapes.learn(sql, part.prepared().statement());
    return shared == null ? part : shared;
  }

  private boolean isLast() {
    return next == parts.size();
  }

  /** Commits before telling the client that the last statement is complete. */
  private void complete(String tag) {
    if (isLast()) {
      block.endImplicit();
    }
    MessageWriter.commandComplete(output.buffer(), tag);
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
    rows.start(columns, formats, statements.evaluation());
    for (Batch batch = result.next(); batch != null; batch = result.next()) {
      rows.write(batch, 0, batch.size());
      count += batch.size();
    }
    return result.tag(count);
  }
}
