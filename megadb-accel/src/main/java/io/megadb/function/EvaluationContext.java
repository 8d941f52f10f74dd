package io.megadb.function;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Map;

/**
 * What the execution of one statement brings along: never part of a cached plan. Immutable;
 * serialised to tasks.
 *
 * @param zone the session's TimeZone
 * @param transactionMicros start of the transaction, µs from 2000-01-01 UTC: now()
 * @param statementMicros start of the statement, same unit: statement_timestamp()
 * @param user current_user
 * @param database current_database()
 * @param backendPid pg_backend_pid()
 * @param settings all session settings by lower-case name, as SHOW gives them
 * @param services what only the gateway has (catalog look-up, sequences); empty in tasks
 */
public record EvaluationContext(
    ZoneId zone,
    long transactionMicros,
    long statementMicros,
    String user,
    String database,
    int backendPid,
    Map<String, String> settings,
    Services services)
    implements Serializable {

  /** Finds what only the gateway can offer. */
  public interface Services extends Serializable {
    /** The service, or null where it is not available, as in tasks. */
    <T> T find(Class<T> service);
  }

  /** No services. */
  public static final Services NONE =
      new Services() {
        private static final long serialVersionUID = 1L;

        @Override
        public <T> T find(Class<T> service) {
          return null;
        }
      };

  /** For constant folding and tests: UTC, fixed time, no settings. */
  public static EvaluationContext constant() {
    return new EvaluationContext(
        java.time.ZoneOffset.UTC, 0, 0, "megadb", "megadb", 0, Map.of(), NONE);
  }

  public String setting(String name, String fallback) {
    return settings.getOrDefault(name, fallback);
  }
}
