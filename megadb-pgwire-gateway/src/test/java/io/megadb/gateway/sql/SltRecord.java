package io.megadb.gateway.sql;

import java.util.List;

/**
 * One statement of a file.
 *
 * @param line of its header, from 1; rows of a query follow the statement
 * @param prelude comment and condition lines above the header, as they are
 * @param expected null where the file does not say
 */
record SltRecord(int line, List<String> prelude, Outcome expected, String sql) {

  /**
   * Why the record is not run on an engine; null if it is.
   *
   * @param traits names of what runs it: engine, tier, protocol mode
   */
  String skipped(List<String> traits) {
    for (String condition : prelude) {
      String[] words = condition.split("\\s+", 3);
      boolean named = words.length > 1 && traits.contains(words[1]);
      if (words[0].equals("skipif") && named || words[0].equals("onlyif") && !named) {
        return condition;
      }
    }
    return null;
  }

  /** The line that says the answer differs from PostgreSQL's here; null if there is none. */
  String differs(List<String> traits) {
    for (String condition : prelude) {
      String[] words = condition.split("\\s+", 3);
      if (words[0].equals("differs") && traits.contains(words[1])) {
        return condition;
      }
    }
    return null;
  }

  /** Line of the expected row with this index. */
  int rowLine(int row) {
    return line + (int) sql.lines().count() + 2 + row;
  }
}
