package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;

/** Turns whatever a statement threw into what the client is told. */
final class Failures {
  private static final int MAX_CAUSES = 20;

  private Failures() {}

  /** The first error in the chain of causes that is meant for users, else an internal one. */
  static MegaDbException translate(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof MegaDbException known) {
        return known;
      }
      if (cause instanceof StackOverflowError) {
        return new MegaDbException(
            SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded", failure);
      }
      if (cause instanceof OutOfMemoryError) {
        return new MegaDbException(SqlState.OUT_OF_MEMORY, "out of memory", failure)
            .withDetail(cause.getMessage());
      }
      cause = cause.getCause();
    }
    return new MegaDbException(
            SqlState.INTERNAL_ERROR,
            "internal error: " + failure.getClass().getSimpleName() + ": " + failure.getMessage(),
            failure)
        .withHint("The server's log has the details.");
  }
}
