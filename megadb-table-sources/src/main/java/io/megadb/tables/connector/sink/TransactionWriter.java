package io.megadb.tables.connector.sink;

import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.expression.Evaluator;
import io.megadb.function.EvaluationContext;
import io.megadb.operator.Expressions;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.planner.storage.IsolationLevel;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.write.ModifySink;
import io.megadb.spi.TaskExtensions;
import io.megadb.tables.connector.type.RowCollector;
import io.megadb.tables.storage.StorageDatabase;
import io.megadb.type.time.PgCalendar;
import io.megadb.vector.Batch;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.table.data.RowData;

/**
 * Writes rows within one transaction.
 *
 * <pre>
 *   write* ─ end of input ──► commit ──► close
 *      └──── failure, cancel ──────────► close: rolls back
 * </pre>
 *
 * <p>Confined to the task's thread.
 */
final class TransactionWriter implements StatefulSinkWriter<RowData, Long> {
  private final TableWrite write;
  private final StorageDatabase database;
  private final String name;
  private final ExecutionContext context;
  private final List<Evaluator> row;
  private final RowCollector rows;
  private final DatabaseTransaction transaction;
  private StatementSnapshot snapshot;
  private ModifySink sink;
  private long received;

  /**
   * @param name of this write, the same for each attempt of its task
   * @param loader finds functions
   */
  TransactionWriter(TableWrite write, StorageDatabase database, String name, ClassLoader loader) {
    this.write = write;
    this.database = database;
    this.name = name;
    EvaluationContext evaluation = startedNow(write.evaluation());
    this.context =
        new ExecutionContext(
            name,
            evaluation,
            List.of(),
            TaskExtensions.discover(loader),
            new MemoryBudget(Runtime.getRuntime().maxMemory() / 4),
            new Cancellation(),
            new NodeMetrics(),
            Batch.MAX_ROWS);
    this.row = Expressions.compile(write.row(), context);
    this.rows =
        new RowCollector(
            write.fields().stream().mapToInt(Integer::intValue).toArray(),
            write.types(),
            evaluation);
    this.transaction = database.begin(IsolationLevel.READ_COMMITTED, false);
  }

  /** now() is when the task starts. */
  private static EvaluationContext startedNow(EvaluationContext planned) {
    Instant now = Instant.now();
    long micros =
        (now.getEpochSecond() - PgCalendar.UNIX_EPOCH_SECONDS) * PgCalendar.MICROS_PER_SECOND
            + now.getNano() / 1000;
    return new EvaluationContext(
        planned.zone(),
        micros,
        micros,
        planned.user(),
        planned.database(),
        planned.backendPid(),
        planned.settings(),
        planned.services());
  }

  @Override
  public void write(RowData element, Context sinkContext) {
    rows.add(element);
    received++;
    if (rows.size() == Batch.MAX_ROWS) {
      writeBatch();
    }
  }

  /** Between checkpoints nothing is committed: the job's rows become visible together. */
  @Override
  public void flush(boolean endOfInput) {
    if (!endOfInput) {
      return;
    }
    if (rows.size() > 0) {
      writeBatch();
    }
    endStatement();
    transaction.commit();
    database.committedWrites().add(name);
  }

  @Override
  public List<Long> snapshotState(long checkpointId) {
    return List.of(received);
  }

  private void writeBatch() {
    Batch fields = rows.take();
    Vector[] columns = new Vector[row.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = row.get(i).evaluate(fields, context);
    }
    Batch batch = new Batch(fields.size(), columns);
    if (sink == null) {
      snapshot = transaction.startStatement();
      sink = new ModifySink(write.insert(), transaction, snapshot, context);
    }
    if (write.key().isEmpty()) {
      sink.write(batch);
    } else {
      // A statement may meet a key once only, so each batch is a statement of its own.
      sink.write(lastOfEachKey(batch));
      endStatement();
    }
  }

  private void endStatement() {
    if (sink != null) {
      sink.finish();
      closeStatement();
    }
  }

  private void closeStatement() {
    try (StatementSnapshot closedSnapshot = snapshot;
        ModifySink closedSink = sink) {
      sink = null;
      snapshot = null;
    }
  }

  private Batch lastOfEachKey(Batch batch) {
    Map<List<Object>, Integer> last = new LinkedHashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      List<Object> key = new ArrayList<>(write.key().size());
      for (int column : write.key()) {
        key.add(Values.get(batch.column(column), i));
      }
      last.put(key, i);
    }
    if (last.size() == batch.size()) {
      return batch;
    }
    int[] kept = last.values().stream().mapToInt(Integer::intValue).toArray();
    return batch.select(kept, kept.length);
  }

  @Override
  public void close() {
    try (transaction) {
      closeStatement();
    }
  }
}
