package io.megadb.planner.parser;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;

/** The client's text; confined to one parse. */
final class SourceText {
  private final String sql;

  /**
   * A place whose code points are counted already, so that going forward counts only what is new.
   */
  private int countedUnits;

  private int countedCodePoints;

  SourceText(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }

  /** Code points before a place, plus one. */
  int position(int unit) {
    if (unit < countedUnits) {
      return sql.codePointCount(0, unit) + 1;
    }
    countedCodePoints += sql.codePointCount(countedUnits, unit);
    countedUnits = unit;
    return countedCodePoints + 1;
  }

  /** A message with the characters it is about, as PostgreSQL's scanner and parser write it. */
  MegaDbException syntaxError(String message, int begin, int end) {
    String shown =
        begin >= sql.length()
            ? message + " at end of input"
            : message + " at or near \"" + sql.substring(begin, end) + "\"";
    return new MegaDbException(SqlState.SYNTAX_ERROR, shown).withPosition(position(begin));
  }
}
