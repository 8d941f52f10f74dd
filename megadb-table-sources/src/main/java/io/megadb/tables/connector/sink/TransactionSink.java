package io.megadb.tables.connector.sink;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.tables.connector.LiveStorage;
import io.megadb.tables.storage.StorageDatabase;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.data.RowData;

/**
 * Writes all rows of a job into one table with one commit, made when the last row has come. Its
 * parallelism is one: a transaction belongs to one thread. A task that is started again begins
 * from the first row, so its sources must too: one that would go on from a checkpoint is refused.
 */
final class TransactionSink implements Sink<RowData> {
  private static final long serialVersionUID = 1L;

  private final TableWrite write;

  TransactionSink(TableWrite write) {
    this.write = write;
  }

  @Override
  public SinkWriter<RowData> createWriter(WriterInitContext context) {
    StorageDatabase database = LiveStorage.find(write.databaseId());
    String name = context.getJobInfo().getJobId() + " " + write.id();
    if (database.committedWrites().contains(name)) {
      return new CommittedWriter();
    }
    if (context.getRestoredCheckpointId().isPresent()) {
      throw lostRows(context.getRestoredCheckpointId().getAsLong());
    }
    return new TransactionWriter(
        write, database, name, context.getUserCodeClassLoader().asClassLoader());
  }

  /** The sources go on behind the checkpoint, and nobody has the rows before it any more. */
  private static SuppressRestartsException lostRows(long checkpoint) {
    return new SuppressRestartsException(
        new MegaDbException(
                SqlState.TRANSACTION_ROLLBACK,
                "job went back to checkpoint "
                    + checkpoint
                    + ", but the rows written before it were rolled back when the writing task ended")
            .withHint(
                "Run the job again; nothing was written. Without checkpoints a restart begins anew."));
  }
}
