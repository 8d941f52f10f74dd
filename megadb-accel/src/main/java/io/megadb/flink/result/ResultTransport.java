package io.megadb.flink.result;

import java.io.Serializable;

/**
 * How rows get from the root task to the process that reads them; travels with the job. {@code
 * InProcessTransport} serves tasks in the reader's own process.
 */
public interface ResultTransport extends Serializable {
  /** Connects the root task to the query's reader. */
  ResultSink open(String databaseId, String queryId);
}
