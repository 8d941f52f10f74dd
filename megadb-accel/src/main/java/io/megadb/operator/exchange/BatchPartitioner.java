package io.megadb.operator.exchange;

import io.megadb.operator.key.KeyHasher;
import io.megadb.plan.ExchangeNode;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.List;

/**
 * Decides which worker above an exchange receives each row. Confined to one thread.
 *
 * <p>Equal keys go to one worker, whatever the input and the process: both inputs of a join are
 * split alike.
 */
public final class BatchPartitioner {
  private final ExchangeNode node;
  private final int targets;
  private final int[] keys;
  private final KeyHasher hasher;
  private int turn;
  private long[] hashes = new long[0];

  /**
   * @param targets workers above
   * @param producer number of this worker among those below, so that they do not all start with the
   *     same target
   */
  public BatchPartitioner(ExchangeNode node, int targets, int producer) {
    this.node = node;
    this.targets = targets;
    this.keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
    List<PgType> types = node.types();
    this.hasher = new KeyHasher(node.keys().stream().map(types::get).toList());
    this.turn = producer % targets;
  }

  /** The rows for each target; null where there are none. The same batch may go to several. */
  public Batch[] split(Batch batch) {
    Batch[] parts = new Batch[targets];
    switch (node.distribution()) {
      case GATHER, SHARED -> parts[0] = batch;
      case BROADCAST -> java.util.Arrays.fill(parts, batch);
      case ROUND_ROBIN -> {
        parts[turn] = batch;
        turn = (turn + 1) % targets;
      }
      case HASH -> splitByHash(batch, parts);
    }
    return parts;
  }

  private void splitByHash(Batch batch, Batch[] parts) {
    if (targets == 1) {
      parts[0] = batch;
      return;
    }
    int size = batch.size();
    if (hashes.length < size) {
      hashes = new long[size];
    }
    Vector[] columns = new Vector[keys.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.column(keys[i]);
    }
    hasher.hash(columns, size, hashes);
    int[][] rows = new int[targets][];
    int[] counts = new int[targets];
    for (int i = 0; i < size; i++) {
      int target = KeyHasher.partition(hashes[i], targets);
      if (rows[target] == null) {
        rows[target] = new int[size - i];
      }
      rows[target][counts[target]++] = i;
    }
    for (int target = 0; target < targets; target++) {
      if (counts[target] == size) {
        parts[target] = batch;
      } else if (counts[target] > 0) {
        parts[target] = batch.select(rows[target], counts[target]);
      }
    }
  }
}
