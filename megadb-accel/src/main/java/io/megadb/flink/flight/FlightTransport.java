package io.megadb.flink.flight;

import io.megadb.flink.ProcessRegistry;
import io.megadb.flink.result.ResultSink;
import io.megadb.flink.result.ResultTransport;
import io.megadb.type.PgType;
import java.util.List;

/** For tasks in another process than the reader: over the query's connection to the gateway. */
public record FlightTransport() implements ResultTransport {
  private static final long serialVersionUID = 1L;

  @Override
  public ResultSink open(String databaseId, String queryId, List<PgType> types) {
    return ProcessRegistry.connection(databaseId, queryId).results(types);
  }
}
