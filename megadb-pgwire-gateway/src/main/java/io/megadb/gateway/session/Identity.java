package io.megadb.gateway.session;

import io.megadb.function.EvaluationContext;
import io.megadb.gateway.settings.SessionSettings;

/**
 * Who a session is.
 *
 * @param processId shown as pg_backend_pid(); names the session in a cancel request
 * @param secretKey random; a cancel request must know it
 */
record Identity(
    int processId,
    int secretKey,
    String user,
    String database,
    EvaluationContext.Services functions) {

  /** The same session with other services for its functions. */
  Identity withFunctions(EvaluationContext.Services services) {
    return new Identity(processId, secretKey, user, database, services);
  }

  /** What expressions of a statement starting now may ask for. */
  EvaluationContext evaluation(SessionSettings settings, long transactionMicros) {
    return new EvaluationContext(
        settings.zone(),
        transactionMicros,
        Clock.micros(),
        user,
        database,
        processId,
        settings.values(),
        functions);
  }
}
