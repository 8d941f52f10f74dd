package io.megadb.flink.task;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalOperatorIOMetricGroup;

/**
 * Makes "records sent" of a vertex in the web UI mean rows. Flink counts each message twice here,
 * in a counter of the task that is out of reach and in the operator's; the latter is added to the
 * task's and corrected so that the sum is the number of rows. Confined to the task's thread.
 */
final class SentRows {
  private static final int COUNTED_BY_FLINK = 2;

  private final Counter counter;

  SentRows(OperatorIOMetricGroup metrics) {
    counter = metrics.getNumRecordsOutCounter();
    if (metrics instanceof InternalOperatorIOMetricGroup internal) {
      internal.reuseOutputMetricsForTask();
    }
  }

  /** A message of so many rows is about to be sent to another task. */
  void message(int rows) {
    counter.inc(rows - (long) COUNTED_BY_FLINK);
  }

  /** So many rows go to the reader of the result. */
  void result(int rows) {
    counter.inc(rows);
  }
}
