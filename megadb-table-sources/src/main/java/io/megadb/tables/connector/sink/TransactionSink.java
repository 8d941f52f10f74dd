package io.megadb.tables.connector.sink;

import io.megadb.tables.connector.LiveStorage;
import io.megadb.tables.storage.StorageDatabase;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.data.RowData;

/**
 * Writes all rows of a job into one table with one commit, made when the last row has come. Its
 * parallelism is one: a transaction belongs to one thread.
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
    return new TransactionWriter(
        write, database, name, context.getUserCodeClassLoader().asClassLoader());
  }
}
