package io.megadb.operator.exchange;

import io.megadb.plan.ExchangeNode;
import io.megadb.vector.Batch;

/**
 * The sending side of an exchange: divides rows among the workers above and puts small pieces
 * together. Confined to one thread.
 */
public final class RowDistributor {
  /** Takes what is ready for one worker. */
  @FunctionalInterface
  public interface Sender {
    void send(int target, Batch batch);
  }

  private final BatchPartitioner partitioner;
  private final BatchCoalescer[] coalescers;
  private final Sender sender;

  /**
   * @param targets workers above; 1 where the sender itself broadcasts or all share
   * @param producer number of this worker among those below
   * @param batchRows rows of a full batch
   */
  public RowDistributor(
      ExchangeNode node, int targets, int producer, int batchRows, Sender sender) {
    this.partitioner = new BatchPartitioner(node, targets, producer);
    this.coalescers = new BatchCoalescer[targets];
    for (int i = 0; i < targets; i++) {
      coalescers[i] = new BatchCoalescer(node.types(), batchRows);
    }
    this.sender = sender;
  }

  public void accept(Batch batch) {
    Batch[] parts = partitioner.split(batch);
    for (int target = 0; target < parts.length; target++) {
      if (parts[target] != null) {
        send(target, coalescers[target].add(parts[target]));
      }
    }
  }

  /** Sends what was kept back; to be called when no rows come for now, and at the end. */
  public void flush() {
    for (int target = 0; target < coalescers.length; target++) {
      send(target, coalescers[target].flush());
    }
  }

  private void send(int target, Batch batch) {
    if (batch != null) {
      sender.send(target, batch);
    }
  }
}
