package io.megadb.flink.flight;

import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/** Batches in messages of bounded size. Stateless. */
final class BatchMessages {
  /** A message above is halved unless it is a single row. */
  private static final long MAX_BYTES = 4L << 20;

  private BatchMessages() {}

  /** The rows in order, in as few parts as the bound allows. */
  static List<Batch> of(Batch batch) {
    Vector[] flat = batch.columns();
    for (int i = 0; i < flat.length; i++) {
      flat[i] = flat[i].flat();
    }
    List<Batch> messages = new ArrayList<>(1);
    split(new Batch(batch.size(), flat), messages);
    return messages;
  }

  private static void split(Batch batch, List<Batch> messages) {
    if (batch.size() <= 1 || batch.bytes() <= MAX_BYTES) {
      messages.add(batch);
      return;
    }
    int half = batch.size() / 2;
    split(batch.slice(0, half), messages);
    split(batch.slice(half, batch.size()), messages);
  }
}
