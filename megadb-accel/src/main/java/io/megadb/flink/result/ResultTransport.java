package io.megadb.flink.result;

import io.megadb.type.PgType;
import java.io.Serializable;
import java.util.List;

/**
 * How rows get from the root task to the process that reads them; travels with the job. {@code
 * InProcessTransport} serves tasks in the reader's own process, {@code FlightTransport} those in
 * others.
 */
public interface ResultTransport extends Serializable {
  /**
   * Connects the root task to the query's reader.
   *
   * @param types of the rows' columns
   */
  ResultSink open(String databaseId, String queryId, List<PgType> types);
}
