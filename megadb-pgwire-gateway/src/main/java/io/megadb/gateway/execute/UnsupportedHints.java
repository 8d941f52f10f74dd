package io.megadb.gateway.execute;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.parser.ParsedStatement;
import java.util.List;

/** Says of what is not supported where it stands and what does the job instead. */
public final class UnsupportedHints {
  /** As {@link MegaDbException#notSupported} begins. */
  private static final String MESSAGE = "feature not supported: ";

  private static final String ELSE =
      "docs/sql-reference.md lists the statements and expressions there are.";

  private static final String LOGIC = "Logic of this kind belongs into the client or a plugin.";
  private static final String KEYS =
      "Give keys in the INSERT, or a uuid column DEFAULT gen_random_uuid().";
  private static final String INDEX =
      "The PRIMARY KEY is the only index; OLAP tables skip files by the ranges of their columns.";
  private static final String CURSOR =
      "Drivers read a result in portions by the extended protocol; psql has FETCH_COUNT.";
  private static final String ROLES = "There are no roles: every user may do everything.";
  private static final String TABLE_AS = "CREATE TABLE ... AS stores a query's rows.";
  private static final String CONSTRAINT = "A CHECK constraint on the column restricts its values.";
  private static final String LOCKS = "UPDATE and DELETE lock the rows that they change.";

  private record Hint(String construct, String text) {}

  /** By how the construct's name begins; the first that fits counts. */
  private static final List<Hint> HINTS =
      List.of(
          new Hint("CREATE INDEX", INDEX),
          new Hint("DROP INDEX", INDEX),
          new Hint("ALTER INDEX", INDEX),
          new Hint("REINDEX", INDEX),
          new Hint("CREATE MATERIALIZED VIEW", TABLE_AS),
          new Hint("REFRESH MATERIALIZED VIEW", TABLE_AS),
          new Hint("SELECT INTO", TABLE_AS),
          new Hint("temporary tables", "CREATE TABLE ... USING memory, and DROP TABLE at the end."),
          new Hint("CREATE FUNCTION", LOGIC),
          new Hint("CREATE PROCEDURE", LOGIC),
          new Hint("CREATE TRIGGER", LOGIC),
          new Hint("CREATE RULE", LOGIC),
          new Hint("CREATE AGGREGATE", LOGIC),
          new Hint("DO", LOGIC),
          new Hint("CALL", LOGIC),
          new Hint("CREATE SEQUENCE", KEYS),
          new Hint("ALTER SEQUENCE", KEYS),
          new Hint("DROP SEQUENCE", KEYS),
          new Hint("identity columns", KEYS),
          new Hint("type serial", KEYS),
          new Hint("type bigserial", KEYS),
          new Hint("type smallserial", KEYS),
          new Hint("CREATE TYPE", CONSTRAINT),
          new Hint("CREATE DOMAIN", CONSTRAINT),
          new Hint("DECLARE", CURSOR),
          new Hint("FETCH", CURSOR),
          new Hint("MERGE", "INSERT ... ON CONFLICT DO UPDATE merges by the primary key."),
          new Hint("GRANT", ROLES),
          new Hint("REVOKE", ROLES),
          new Hint("CREATE ROLE", ROLES),
          new Hint("ALTER ROLE", ROLES),
          new Hint("DROP ROLE", ROLES),
          new Hint("SET ROLE", ROLES),
          new Hint("SET SESSION AUTHORIZATION", ROLES),
          new Hint("ALTER DEFAULT", ROLES),
          new Hint("LOCK TABLE", LOCKS),
          new Hint("SELECT … FOR UPDATE", LOCKS),
          new Hint("COPY with PROGRAM", "COPY ... FROM STDIN takes what the client reads."));

  private UnsupportedHints() {}

  /**
   * The error with the statement's own position, unless it has a better one, and with a hint.
   *
   * @return the same for any other error
   */
  public static MegaDbException complete(MegaDbException error, ParsedStatement statement) {
    if (error.state() != SqlState.FEATURE_NOT_SUPPORTED
        || !error.getMessage().startsWith(MESSAGE)) {
      return error;
    }
    MegaDbException located =
        error.position() == MegaDbException.NO_POSITION
            ? error.withPosition(statement.offset() + 1)
            : error;
    return located.hint() == null
        ? located.withHint(hint(error.getMessage().substring(MESSAGE.length())))
        : located;
  }

  private static String hint(String construct) {
    for (Hint hint : HINTS) {
      boolean begins = construct.startsWith(hint.construct);
      if (begins
          && (construct.length() == hint.construct.length()
              || construct.charAt(hint.construct.length()) == ' ')) {
        return hint.text;
      }
    }
    return ELSE;
  }
}
