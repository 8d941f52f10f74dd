package io.megadb.gateway.execute;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.plan.ModifyNode;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.write.ModifySink;
import io.megadb.spi.BatchReader;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * A modification, run to its end before the first row is given: RETURNING shows rows only of a
 * statement that has succeeded. Returned rows are charged to the statement's budget.
 */
final class ModificationExecution implements RunningStatement {
  private final PlannedStatement.Modification statement;
  private final ExecutionContext context;
  private final Deque<Batch> returned = new ArrayDeque<>();
  private long reservedBytes;
  private long count;

  private ModificationExecution(PlannedStatement.Modification statement, ExecutionContext context) {
    this.statement = statement;
    this.context = context;
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
    context.memory().reserve(projected.bytes());
    reservedBytes += projected.bytes();
    returned.addLast(projected);
  }

  @Override
  public List<OutputColumn> columns() {
    return statement.columns();
  }

  @Override
  public Batch next() {
    return returned.pollFirst();
  }

  @Override
  public String tag(long rows) {
    ModifyNode.Kind kind = statement.plan().kind();
    return kind == ModifyNode.Kind.INSERT ? "INSERT 0 " + count : kind.name() + " " + count;
  }

  @Override
  public void close() {
    returned.clear();
    context.memory().release(reservedBytes);
    reservedBytes = 0;
  }
}
