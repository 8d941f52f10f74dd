package io.megadb.tables.connector.sink;

import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.table.data.RowData;

/** Takes the rows of a task started again after its first attempt had committed them. */
final class CommittedWriter implements StatefulSinkWriter<RowData, Long> {
  @Override
  public void write(RowData row, Context context) {}

  @Override
  public void flush(boolean endOfInput) {}

  @Override
  public List<Long> snapshotState(long checkpointId) {
    return List.of();
  }

  @Override
  public void close() {}
}
