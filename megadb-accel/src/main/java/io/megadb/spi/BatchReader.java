package io.megadb.spi;

import io.megadb.vector.Batch;

/** Batches of a split. Confined to one thread. */
public interface BatchReader extends AutoCloseable {
  /** The next batch, of 1 or more rows; null at the end. */
  Batch next() throws Exception;

  @Override
  void close();
}
