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

  private final CopyLines lines;
  private final List<String> names;
  private final CopyFormat format;
  private final LineParser parser;
  private final List<FieldReader> readers = new ArrayList<>();
  private final List<Evaluator> values;
  private final ModifySink sink;
  private final StatementSnapshot snapshot;
  private final ExecutionContext context;
  private boolean headerPending;

  /** An error under way is that of the batch: no earlier row has another one. */
  private boolean settled;

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
    this.lines = new CopyLines(table);
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
      throw first(e);
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
      MegaDbException first = first(e);
      throw e.context() != null
          ? first
          : e.withContext(lines.context(parser.line(), parser.fields()));
    }
    flush();
    sink.finish();
    return sink.count();
  }

  /** The error of a line; that of an earlier one which has not been written yet comes before. */
  private MegaDbException first(MegaDbException e) {
    if (!settled) {
      settled = true;
      if (lines.rows() > 0) {
        write(batch(), e);
      }
    }
    return e.context() != null ? e : e.withContext(lines.context(parser.line()));
  }

  private void line(long line, CopyFields fields) {
    if (headerPending) {
      headerPending = false;
      if (format.matchHeader()) {
        matchHeader(line, fields);
      }
      return;
    }
    if (fields.count() < names.size()) {
      throw new MegaDbException(
              SqlState.BAD_COPY_FILE_FORMAT,
              "missing data for column \"" + names.get(fields.count()) + "\"")
          .withContext(lines.context(line, fields));
    }
    if (fields.count() > names.size()) {
      throw new MegaDbException(
              SqlState.BAD_COPY_FILE_FORMAT, "extra data after last expected column")
          .withContext(lines.context(line, fields));
    }
    for (int i = 0; i < readers.size(); i++) {
      if (fields.isNull(i)) {
        readers.get(i).appendNull();
        continue;
      }
      try {
        readers.get(i).append(fields.bytes(), fields.start(i), fields.end(i));
      } catch (MegaDbException e) {
        throw e.withContext(lines.context(line, fields, i, names.get(i)));
      }
    }
    lines.add(line, fields);
    if (lines.atPortionEnd()
        && (lines.rows() + CopyLines.PORTION_ROWS > Batch.MAX_ROWS
            || lines.bytes() >= BATCH_BYTES)) {
      flush();
    }
  }

  private void matchHeader(long line, CopyFields fields) {
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
                    + "\"")
            .withContext(lines.context(line, fields));
      }
    }
  }

  private void flush() {
    if (lines.rows() == 0) {
      return;
    }
    settled = true;
    context.cancellation().check();
    write(batch(), null);
    lines.clear();
    settled = false;
  }

  /** The lines read so far as they are in the file. */
  private Batch batch() {
    Vector[] read = new Vector[readers.size()];
    for (int i = 0; i < read.length; i++) {
      read[i] = readers.get(i).build().slice(0, lines.rows()); // a failed line has begun a row
    }
    return new Batch(lines.rows(), read);
  }

  /**
   * Checks and writes rows.
   *
   * @param later the error of the line after them, with which only whole portions are written; null
   *     for none
   */
  private void write(Batch input, MegaDbException later) {
    ModifySink.Failure failure = null;
    Batch rows = null;
    try {
      rows = values(input);
      failure = sink.check(rows);
    } catch (MegaDbException e) {
      failure = singly(input, e);
      rows = failure.row() == 0 ? null : values(input.slice(0, failure.row()));
    }
    int complete =
        failure != null
            ? lines.before(failure.row())
            : later != null ? lines.before(input.size()) : input.size();
    if (complete > 0) {
      try {
        sink.writeChecked(rows.slice(0, complete));
      } catch (MegaDbException e) {
        int row = sink.failedRow();
        throw row < 0 ? e : e.withContext(lines.contextOfWriting(row));
      }
    }
    if (failure != null) {
      throw failure.error().withContext(lines.context(failure.row()));
    }
  }

  /** All columns of the table. */
  private Batch values(Batch input) {
    Vector[] columns = new Vector[values.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = values.get(i).evaluate(input, context);
    }
    return new Batch(input.size(), columns);
  }

  /** The first row that fails, when some row's values cannot be computed. */
  private ModifySink.Failure singly(Batch input, MegaDbException error) {
    for (int row = 0; row < input.size(); row++) {
      try {
        ModifySink.Failure failure = sink.check(values(input.slice(row, row + 1)));
        if (failure != null) {
          return new ModifySink.Failure(row, failure.error());
        }
      } catch (MegaDbException e) {
        return new ModifySink.Failure(row, e);
      }
    }
    throw error;
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
