package io.megadb.tables.connector.sink;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.tables.connector.LiveStorage;
import io.megadb.tables.storage.StorageDatabase;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.data.RowData;

/**
 * Writes all rows of a job into one table with one commit, made when the last row has come. Its
 * parallelism is one: a transaction belongs to one thread.
 *
 * <p>The writer's state in a checkpoint is the number of rows before it. They die with the writing
 * task, while the sources would go on behind the checkpoint: such a restart is refused, unless
 * there were none.
 */
final class TransactionSink implements Sink<RowData>, SupportsWriterState<RowData, Long> {
  private static final long serialVersionUID = 1L;

  private final TableWrite write;

  TransactionSink(TableWrite write) {
    this.write = write;
  }

  @Override
  public StatefulSinkWriter<RowData, Long> createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<RowData, Long> restoreWriter(
      WriterInitContext context, Collection<Long> rowsBefore) {
    StorageDatabase database = LiveStorage.find(write.databaseId());
    String name = context.getJobInfo().getJobId() + " " + write.id();
    if (database.committedWrites().contains(name)) {
      return new CommittedWriter();
    }
    long lost = rowsBefore.stream().mapToLong(Long::longValue).sum();
    if (lost > 0) {
      throw new SuppressRestartsException(lostRows(lost));
    }
    return new TransactionWriter(
        write, database, name, context.getUserCodeClassLoader().asClassLoader());
  }

  private static MegaDbException lostRows(long rows) {
    return new MegaDbException(
            SqlState.TRANSACTION_ROLLBACK,
            "job went back to a checkpoint, but the "
                + rows
                + " rows written before it were rolled back when the writing task ended")
        .withHint("Run the job again: it has written nothing. A job without checkpoints restarts.");
  }

  @Override
  public SimpleVersionedSerializer<Long> getWriterStateSerializer() {
    return new RowCountSerializer();
  }
}
