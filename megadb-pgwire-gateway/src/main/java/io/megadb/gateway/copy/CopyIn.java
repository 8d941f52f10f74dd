package io.megadb.gateway.copy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.plan.expression.Expression;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.write.ModifySink;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * COPY FROM: takes the client's bytes as they come and writes rows in batches. Any error loads
 * nothing, since the statement's transaction is then rolled back. Confined to one thread.
 */
public final class CopyIn implements AutoCloseable {
  /** Bound on one line, and so on what is buffered of it. */
  private static final int MAX_LINE_BYTES = 256 << 20;

  /** Bytes of fields after which a batch ends, so that wide rows do not pile up. */
  private static final int BATCH_BYTES = 8 << 20;

  private final String table;
  private final List<String> names;
  private final CopyFormat format;
  private final LineParser parser;
  private final List<FieldReader> readers = new ArrayList<>();
  private final List<Evaluator> values;
  private final ModifySink sink;
  private final StatementSnapshot snapshot;
  private final ExecutionContext context;
  private boolean headerPending;
  private int rows;
  private long batchBytes;

  /**
   * @param names columns that are read, in the order of the fields
   * @param types their types
   * @param values all table columns computed from the fields read
   * @param sink closed here
   * @param snapshot closed here
   */
  public CopyIn(
      String table,
      List<String> names,
      List<PgType> types,
      List<Expression> values,
      CopyFormat format,
      ModifySink sink,
      StatementSnapshot snapshot,
      ExecutionContext context) {
    this.table = table;
    this.names = List.copyOf(names);
    this.format = format;
    this.sink = sink;
    this.snapshot = snapshot;
    this.context = context;
    this.headerPending = format.header();
    this.parser =
        format.csv()
            ? new CsvParser(format, MAX_LINE_BYTES)
            : new TextParser(format, MAX_LINE_BYTES);
    for (PgType type : types) {
      readers.add(FieldReader.of(type, context.evaluation()));
    }
    this.values = values.stream().map(value -> Expressions.compile(value, context)).toList();
  }

  /** Number of fields a line must have. */
  public int columns() {
    return names.size();
  }

  /** The next bytes of the file, cut anywhere. */
  public void data(byte[] bytes) {
    context.cancellation().check();
    try {
      parser.feed(bytes, this::line);
    } catch (MegaDbException e) {
      throw located(e);
    }
  }

  /**
   * The file is complete.
   *
   * @return number of rows written
   */
  public long finish() {
    try {
      parser.finish(this::line);
    } catch (MegaDbException e) {
      throw located(e);
    }
    flush();
    sink.finish();
    return sink.count();
  }

  private MegaDbException located(MegaDbException e) {
    return e.context() != null ? e : e.withContext("COPY " + table + ", line " + parser.line());
  }

  private void line(long line, CopyFields fields) {
    if (headerPending) {
      headerPending = false;
      if (format.matchHeader()) {
        matchHeader(fields);
      }
      return;
    }
    if (fields.count() < names.size()) {
      throw new MegaDbException(
              SqlState.BAD_COPY_FILE_FORMAT,
              "missing data for column \"" + names.get(fields.count()) + "\"")
          .withContext("COPY " + table + ", line " + line);
    }
    if (fields.count() > names.size()) {
      throw new MegaDbException(
              SqlState.BAD_COPY_FILE_FORMAT, "extra data after last expected column")
          .withContext("COPY " + table + ", line " + line);
    }
    for (int i = 0; i < readers.size(); i++) {
      if (fields.isNull(i)) {
        readers.get(i).appendNull();
        continue;
      }
      try {
        readers.get(i).append(fields.bytes(), fields.start(i), fields.end(i));
      } catch (MegaDbException e) {
        throw e.withContext(
            "COPY "
                + table
                + ", line "
                + line
                + ", column "
                + names.get(i)
                + ": \""
                + abbreviate(fields.text(i))
                + "\"");
      }
    }
    batchBytes += fields.length();
    if (++rows == Batch.MAX_ROWS || batchBytes >= BATCH_BYTES) {
      flush();
    }
  }

  private static String abbreviate(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }

  private void matchHeader(CopyFields fields) {
    for (int i = 0; i < names.size(); i++) {
      String found = i < fields.count() ? fields.text(i) : null;
      if (!names.get(i).equals(found)) {
        throw new MegaDbException(
            SqlState.BAD_COPY_FILE_FORMAT,
            "column name mismatch in header line field "
                + (i + 1)
                + ": got \""
                + found
                + "\", expected \""
                + names.get(i)
                + "\"");
      }
    }
  }

  private void flush() {
    if (rows == 0) {
      return;
    }
    context.cancellation().check();
    Vector[] read = new Vector[readers.size()];
    for (int i = 0; i < read.length; i++) {
      read[i] = readers.get(i).build();
    }
    Batch input = new Batch(rows, read);
    Vector[] columns = new Vector[values.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = values.get(i).evaluate(input, context);
    }
    sink.write(new Batch(rows, columns));
    rows = 0;
    batchBytes = 0;
  }

  @Override
  public void close() {
    try {
      sink.close();
    } finally {
      snapshot.close();
    }
  }
}
