package io.megadb.flink.flight;

import io.megadb.vector.Batch;
import io.megadb.vector.arrow.ArrowDecoder;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Takes the rows of a query's root task into its channel; waits while the reader is behind, and
 * with it the task. The last message has no rows but one byte: whether the task read its inputs to
 * their end. A stream that ends without it is that of a task that failed or was cancelled, which
 * the end of the job tells.
 */
final class ResultStream {
  /** The last message of a task that has read all its inputs. */
  static final byte ALL_READ = 1;

  /** The last message of a task that did not need all rows. */
  static final byte NOT_ALL_READ = 0;

  private ResultStream() {}

  static void receive(OpenQuery query, FlightStream rows) throws InterruptedException {
    boolean finished = false;
    boolean allRead = false;
    while (rows.next()) {
      ArrowBuf last = rows.getLatestMetadata();
      if (last != null) {
        finished = true;
        allRead = last.getByte(0) == ALL_READ;
        continue;
      }
      Batch batch = ArrowDecoder.decode(rows.getRoot(), query.resultTypes());
      query.channel().put(batch);
    }
    // Only now: a reader that has all rows closes the query, and with it a stream that goes on.
    if (finished) {
      query.channel().finish(allRead);
    }
  }
}
