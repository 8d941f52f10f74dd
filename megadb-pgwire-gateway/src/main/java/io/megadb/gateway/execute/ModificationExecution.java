package io.megadb.gateway.execute;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.operator.Operator;
import io.megadb.operator.store.StoredRows;
import io.megadb.plan.ModifyNode;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.write.ModifySink;
import io.megadb.spi.BatchReader;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.Arrays;
import java.util.List;

/**
 * A modification, run to its end before the first row is given: RETURNING shows rows only of a
 * statement that has succeeded. Returned rows that do not fit its budget wait in a file.
 */
final class ModificationExecution implements RunningStatement {
  private final PlannedStatement.Modification statement;
  private final ExecutionContext context;

  /** Null without RETURNING. */
  private final StoredRows returned;

  private Operator returnedRows;
  private long count;

  private ModificationExecution(PlannedStatement.Modification statement, ExecutionContext context) {
    this.statement = statement;
    this.context = context;
    List<PgType> types = statement.columns().stream().map(OutputColumn::type).toList();
    this.returned =
        statement.returning().isEmpty()
            ? null
            : new StoredRows(statement.plan().properties().id(), types, context);
  }

  /**
   * Pulls all rows of the source and writes them.
   *
   * @param source closed here
   * @param sink closed here
   */
  static ModificationExecution run(
      PlannedStatement.Modification statement,
      BatchReader source,
      ModifySink sink,
      ExecutionContext context)
      throws Exception {
    ModificationExecution execution = new ModificationExecution(statement, context);
    List<Evaluator> returning =
        statement.returning().stream()
            .map(expression -> Expressions.compile(expression, context))
            .toList();
    try (sink;
        source) {
      for (Batch rows = source.next(); rows != null; rows = source.next()) {
        context.cancellation().check();
        if (rows.columnCount() > statement.plan().writtenColumns()) {
          execution.writeSingly(rows, sink, returning);
        } else {
          execution.add(sink.write(rows), returning);
        }
      }
      sink.finish();
      execution.count = sink.count();
      return execution;
    } catch (Exception | Error e) {
      execution.close();
      throw e;
    }
  }

  /** Row by row, since a row that is gone meanwhile is not returned either. */
  private void writeSingly(Batch rows, ModifySink sink, List<Evaluator> returning) {
    int width = statement.plan().writtenColumns();
    Vector[] columns = rows.columns();
    Batch main = new Batch(rows.size(), Arrays.copyOf(columns, width));
    Batch others = new Batch(rows.size(), Arrays.copyOfRange(columns, width, columns.length));
    for (int i = 0; i < rows.size(); i++) {
      Batch written = sink.write(main.slice(i, i + 1));
      if (written.size() > 0) {
        add(written.append(others.slice(i, i + 1)), returning);
      }
    }
  }

  private void add(Batch written, List<Evaluator> returning) {
    if (returning.isEmpty() || written.size() == 0) {
      return;
    }
    Vector[] columns = new Vector[returning.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = returning.get(i).evaluate(written, context);
    }
    Batch projected = new Batch(written.size(), columns);
    returned.append(projected);
  }

  @Override
  public List<OutputColumn> columns() {
    return statement.columns();
  }

  @Override
  public Batch next() throws Exception {
    if (returned == null) {
      return null;
    }
    if (returnedRows == null) {
      returned.finish();
      returnedRows = returned.read();
    }
    Batch batch = returnedRows.next();
    return batch == Operator.END ? null : batch;
  }

  @Override
  public String tag(long rows) {
    ModifyNode.Kind kind = statement.plan().kind();
    return kind == ModifyNode.Kind.INSERT ? "INSERT 0 " + count : kind.name() + " " + count;
  }

  @Override
  public void close() {
    if (returned != null) {
      returned.close();
    }
  }
}
