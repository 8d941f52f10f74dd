package io.megadb.planner.analyze;

import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.type.text.TypeText;
import io.megadb.vector.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Reads literals whose type has become known, and remembers whether a value depends on the zone.
 */
final class Literals {
  private static final List<String> CLOCK_WORDS = List.of("now", "today", "tomorrow", "yesterday");

  private final EvaluationContext evaluation;
  private boolean sessionDependent;

  Literals(EvaluationContext evaluation) {
    this.evaluation = evaluation;
  }

  /**
   * @throws io.megadb.error.MegaDbException 22P02 and the like, without position
   */
  Object read(String text, PgType type) {
    sessionDependent |= dependsOnSession(type, text);
    return read(text, type, evaluation);
  }

  static Object read(String text, PgType type, EvaluationContext evaluation) {
    return TypeText.parse(type, text, evaluation);
  }

  static Object text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A literal was read with the session's time zone or clock, so the plan must not be cached. */
  boolean sessionDependent() {
    return sessionDependent;
  }

  private static boolean dependsOnSession(PgType type, String text) {
    return switch (type.oid()) {
      case PgTypes.TIMESTAMPTZ_OID -> true;
      case PgTypes.DATE_OID, PgTypes.TIMESTAMP_OID, PgTypes.TIME_OID -> dependsOnClock(text);
      case PgTypes.INTERVAL_OID -> text.strip().startsWith("-");
      case PgTypes.REGCLASS_OID,
          PgTypes.REGTYPE_OID,
          PgTypes.REGPROC_OID,
          PgTypes.REGNAMESPACE_OID ->
          true;
      default -> false;
    };
  }

  /** A text that as a date or time means a moment near the transaction's start. */
  static boolean dependsOnClock(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return CLOCK_WORDS.stream().anyMatch(lower::contains);
  }
}
