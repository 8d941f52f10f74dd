package io.megadb.oltp;

/**
 * Rows of one table in key order, newest visible version of each key. Confined to one thread at a
 * time; closed by whoever opened it. It never blocks on a lock.
 */
public interface Cursor extends AutoCloseable {

  /**
   * Fills {@code keys} and {@code values} from index 0 with the next rows; the arrays handed out
   * are fresh and belong to the caller.
   *
   * @param keys receives keys; its length bounds the batch
   * @param values receives rows, at least as long as {@code keys}; null when rows are not needed
   * @return number of rows filled, 0 at the end
   * @throws OltpException with {@link Reason.StateFailure} when the state cannot be read
   */
  int next(byte[][] keys, byte[][] values);

  /** Releases what the cursor pins; closing twice is harmless. */
  @Override
  void close();
}
