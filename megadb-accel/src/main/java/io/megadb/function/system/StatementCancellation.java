package io.megadb.function.system;

import io.megadb.execution.Cancellation;

/** A service that gives the running statement's cancellation, so that pg_sleep can end early. */
public interface StatementCancellation {
  Cancellation cancellation();
}
