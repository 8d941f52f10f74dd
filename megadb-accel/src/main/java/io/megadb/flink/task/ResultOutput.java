package io.megadb.flink.task;

import io.megadb.flink.result.ResultSink;
import io.megadb.vector.Batch;

/** The root's rows on their way to the reader. */
final class ResultOutput implements FragmentOutput {
  private final ResultSink sink;
  private final SentRows sentRows;

  ResultOutput(ResultSink sink, SentRows sentRows) {
    this.sink = sink;
    this.sentRows = sentRows;
  }

  @Override
  public void accept(Batch batch) throws InterruptedException {
    sink.put(batch);
    sentRows.result(batch.size());
  }

  @Override
  public void finish(boolean inputsRead) throws InterruptedException {
    sink.finish(inputsRead);
  }

  @Override
  public void fail(Throwable failure) {
    sink.fail(failure);
  }

  @Override
  public void close() {
    sink.taskEnded();
  }
}
