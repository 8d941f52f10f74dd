package io.megadb.gateway.cluster;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeoutException;
import org.apache.flink.runtime.rest.util.RestClientException;

/** What the cluster's REST interface answered, or that it did not, as errors for users. */
final class ClusterErrors {
  /** Failures are wrapped a handful of times; more would be a circle. */
  private static final int MAX_DEPTH = 50;

  /** Flink answers with whole stack traces. */
  private static final int MAX_DETAIL = 500;

  private ClusterErrors() {}

  static MegaDbException of(URI url, Throwable failure) {
    Throwable current = failure;
    Throwable last = failure;
    for (int depth = 0; current != null && depth < MAX_DEPTH; depth++) {
      if (current instanceof MegaDbException known) {
        return known;
      }
      if (current instanceof RestClientException answer) {
        return refused(url, answer);
      }
      last = current;
      current = current.getCause();
    }
    return last instanceof IOException || last instanceof TimeoutException
        ? new MegaDbException(
                SqlState.SQLCLIENT_UNABLE_TO_ESTABLISH_SQLCONNECTION,
                "Flink cluster " + url + " does not answer",
                failure)
            .withDetail(last.getMessage() == null ? last.toString() : last.getMessage())
            .withHint("Is it running, and is this the address of its web UI?")
        : new MegaDbException(SqlState.SYSTEM_ERROR, "Flink cluster " + url + " failed", failure)
            .withDetail(cut(last.toString()));
  }

  private static MegaDbException refused(URI url, RestClientException answer) {
    String text = String.valueOf(answer.getMessage());
    MegaDbException error =
        new MegaDbException(
                SqlState.SYSTEM_ERROR,
                "Flink cluster " + url + " answered " + answer.getHttpResponseStatus().code(),
                answer)
            .withDetail(cut(text));
    return text.contains("ClassNotFoundException") || text.contains("NoClassDefFoundError")
        ? error.withHint("Put MegaDB's runtime jars of this version into the cluster's lib folder.")
        : error;
  }

  private static String cut(String text) {
    return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "…";
  }
}
