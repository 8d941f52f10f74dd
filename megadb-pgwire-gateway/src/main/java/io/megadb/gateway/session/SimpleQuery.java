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
  static final List<PgType> NO_PARAMETERS = null;

  private final SessionStatements statements;
  private final StatementInterrupt interrupt;
  private final TransactionBlock block;
  private final CopyTransfer copy;
  private final StatementCache cache;
  private final ClientOutput output;
  private final RowWriter rows;

  private boolean active;
  private String sql;
  private List<Prepared> parts = List.of();
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
    Prepared known = cache.find(text, NO_PARAMETERS);
    parts = known == null ? parse(text) : List.of(known);
    if (parts.isEmpty()) {
      MessageWriter.emptyQuery(output.buffer());
    }
    return run();
  }

  private static List<Prepared> parse(String sql) {
    List<Prepared> parsed = new ArrayList<>();
    for (ParsedStatement statement : PgParser.parse(sql)) {
      parsed.add(new Prepared(statement, NO_PARAMETERS));
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

  /** Forgets the rest of a query string. */
  void abandon() {
    active = false;
    parts = List.of();
    next = 0;
  }

  private boolean run() throws Exception {
    while (!isLast()) {
      Prepared once = parts.get(next++);
      statements.refuseInFailedBlock(once.statement());
      if (copy.start(once.statement())) {
        return false;
      }
      interrupt.begin();
      boolean query = statements.columns(once) != null; // before it runs: then its plan is stale
      try (RunningStatement result = statements.start(once, List.of())) {
        String tag = sendAll(result, query);
        result.close();
        complete(tag);
      }
      interrupt.end();
    }
    block.endImplicit();
    if (parts.size() == 1) {
      cache.keep(sql, parts.get(0));
    }
    abandon();
    return true;
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
