package io.megadb.operator;

import io.megadb.vector.Batch;

/**
 * One operation of a running fragment, pulled by its consumer. Confined to one thread.
 *
 * <pre>
 *   next() -> batch of 1 or more rows ... -> END for ever
 *      \-> WAIT: an exchange below has nothing yet; call again when it has
 * </pre>
 *
 * An operator that receives {@link #WAIT} from an input returns it at once and goes on from the
 * same place at the next call: all progress lives in fields. That is what lets a Flink task, which
 * is handed its input, drive the same operators as a local worker, whose exchanges block.
 */
public interface Operator extends AutoCloseable {
  /** No further rows. Compared by identity. */
  Batch END = new Batch(0);

  /** Nothing to give before an exchange delivers. Compared by identity. */
  Batch WAIT = new Batch(0);

  /** The next rows, {@link #END} or {@link #WAIT}. */
  Batch next() throws Exception;

  /** Releases memory, files and inputs; may come at any time, more than once. */
  @Override
  void close();
}
