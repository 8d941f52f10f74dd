package io.megadb.flink.flight;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;

/** Errors on their way through Flight: SQLSTATE, message, detail and hint arrive. Stateless. */
final class FlightErrors {
  /** gRPC takes bytes under names with this end only. */
  private static final String KEY = "megadb-error-bin";

  private FlightErrors() {}

  /** As an answer to a call. */
  static FlightRuntimeException answer(Throwable failure) {
    MegaDbException error = error(failure);
    ErrorFlightMetadata metadata = new ErrorFlightMetadata();
    metadata.insert(KEY, ErrorCodec.encode(error));
    return CallStatus.INTERNAL
        .withDescription(error.state().code())
        .withMetadata(metadata)
        .toRuntimeException();
  }

  /** The failure itself if users can be told, else an internal error that names it. */
  static MegaDbException error(Throwable failure) {
    return failure instanceof MegaDbException known
        ? known
        : new MegaDbException(SqlState.INTERNAL_ERROR, "reading failed: " + failure, failure);
  }

  /** What a call to the gateway ended with. */
  static MegaDbException of(FlightRuntimeException failure, GatewayLink link) {
    ErrorFlightMetadata metadata = failure.status().metadata();
    if (metadata != null && metadata.containsKey(KEY)) {
      return ErrorCodec.decode(metadata.getByte(KEY));
    }
    boolean unreachable = failure.status().code() == FlightStatusCode.UNAVAILABLE;
    MegaDbException error =
        new MegaDbException(
                SqlState.CONNECTION_FAILURE,
                "the task "
                    + (unreachable ? "cannot reach" : "lost")
                    + " the gateway at "
                    + link.host()
                    + ":"
                    + link.port(),
                failure)
            .withDetail(String.valueOf(failure.status().description()));
    return unreachable
        ? error.withHint(
            "Task managers connect to the gateway: start it with a --flight-host they can reach.")
        : error;
  }
}
