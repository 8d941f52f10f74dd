package io.megadb.tables.connector.sink;

import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.table.data.RowData;

/** Takes the rows of a task started again after its first attempt had committed them. */
final class CommittedWriter implements SinkWriter<RowData> {
  @Override
  public void write(RowData row, Context context) {}

  @Override
  public void flush(boolean endOfInput) {}

  @Override
  public void close() {}
}
