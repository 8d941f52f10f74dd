package io.megadb.flink.task;

import io.megadb.operator.shared.SharedRows;
import io.megadb.vector.Batch;

/**
 * Keeps rows in this process for the tasks beside this one that read them. Nothing is sent, so that
 * no reader holds up another: an edge between the tasks tells the end alone.
 */
final class SharedOutput implements FragmentOutput {
  private final SharedRows rows;
  private final SentRows sentRows;
  private boolean closed;

  SharedOutput(SharedRows rows, SentRows sentRows) {
    this.rows = rows;
    this.sentRows = sentRows;
    rows.attachWriter();
  }

  @Override
  public void accept(Batch batch) {
    rows.add(batch);
    sentRows.result(batch.size());
  }

  @Override
  public boolean abandoned() {
    return rows.abandoned();
  }

  @Override
  public void finish(boolean inputsRead) throws InterruptedException {
    rows.finish();
    rows.awaitReaders();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      rows.detachWriter();
    }
  }
}
