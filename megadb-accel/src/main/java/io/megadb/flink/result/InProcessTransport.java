package io.megadb.flink.result;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.flink.ProcessRegistry;
import io.megadb.type.PgType;
import java.util.List;

/** For tasks in the same process as the reader: no copy, no socket. */
public record InProcessTransport() implements ResultTransport {
  private static final long serialVersionUID = 1L;

  @Override
  public ResultSink open(String databaseId, String queryId, List<PgType> types) {
    ResultChannel channel = ProcessRegistry.channel(databaseId, queryId);
    if (channel == null) {
      throw new MegaDbException(
          SqlState.CONNECTION_FAILURE, "nobody reads the result of query " + queryId);
    }
    return channel;
  }
}
