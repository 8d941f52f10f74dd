package io.megadb.flink.task;

import io.megadb.flink.exchange.RoutedBatch;
import io.megadb.operator.exchange.RowDistributor;
import io.megadb.plan.ExchangeNode;
import io.megadb.vector.Batch;
import java.util.function.Consumer;

/**
 * Divides rows among the tasks above and sends them in messages of a good size. A message that
 * Flink would write to disk at the receiver (from 5 MiB on) is halved until it is small enough or a
 * single row.
 */
final class ExchangeOutput implements FragmentOutput {
  private static final long MAX_MESSAGE_BYTES = 4L << 20;

  private final RowDistributor distributor;
  private final Consumer<RoutedBatch> sender;
  private final SentRows sentRows;

  ExchangeOutput(
      ExchangeNode node,
      int targets,
      int producer,
      int batchRows,
      Consumer<RoutedBatch> sender,
      SentRows sentRows) {
    // Flink copies a broadcast message to all channels: one is written here.
    int written = node.distribution() == ExchangeNode.Distribution.BROADCAST ? 1 : targets;
    this.distributor = new RowDistributor(node, written, producer, batchRows, this::send);
    this.sender = sender;
    this.sentRows = sentRows;
  }

  @Override
  public void accept(Batch batch) {
    distributor.accept(batch);
  }

  @Override
  public void flush() {
    distributor.flush();
  }

  private void send(int target, Batch batch) {
    if (batch.size() > 1 && MessageSize.bytes(batch) > MAX_MESSAGE_BYTES) {
      int half = batch.size() / 2;
      send(target, batch.slice(0, half));
      send(target, batch.slice(half, batch.size()));
      return;
    }
    sentRows.message(batch.size());
    sender.accept(new RoutedBatch(target, batch));
  }

  @Override
  public void finish(boolean inputsRead) {
    distributor.flush();
  }
}
