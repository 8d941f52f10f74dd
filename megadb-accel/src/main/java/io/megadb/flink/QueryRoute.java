package io.megadb.flink;

import io.megadb.flink.flight.GatewayLink;
import io.megadb.spi.Split;
import java.util.List;
import java.util.Map;

/** The way between the tasks of one query and the process that reads its rows. Thread-safe. */
public interface QueryRoute extends AutoCloseable {
  /** Where tasks find the reader's process; null if they run in it. */
  GatewayLink link();

  /** The query's splits as they travel with the job, by node id of their scan. */
  Map<Integer, List<Split>> splits();

  /**
   * The reader wants no more rows. Once this returns, no task reads at the statement's snapshot
   * through this process any more.
   */
  void readerClosed();

  /** The job has ended. */
  @Override
  void close();
}
