package io.megadb.oltp;

/**
 * Counters for hidden row ids, OIDs and SQL sequences. They are not transactional: a value is
 * handed out once, whether or not the transaction that asked for it commits. Like PostgreSQL's
 * CACHE, a range is logged ahead, so a crash leaves a gap but never repeats a value. Thread-safe.
 */
public interface Sequences {

  /**
   * Takes the next {@code count} values.
   *
   * @param sequenceId any number; a sequence starts at 1 when first used
   * @return the first of the values {@code first … first + count - 1}
   * @throws OltpException with {@link Reason.DiskFull} or {@link Reason.EngineStopped}
   */
  long nextValues(long sequenceId, int count);

  /**
   * As {@link #nextValues}, for values that only go into rows of this store: what covers them is
   * logged before the rows are, but not waited for.
   */
  long nextRowNumbers(long sequenceId, int count);

  /** Makes {@code next} the value that comes next (setval, RESTART); durable on return. */
  void restart(long sequenceId, long next);

  /** The value that comes next, without taking it. */
  long peek(long sequenceId);
}
