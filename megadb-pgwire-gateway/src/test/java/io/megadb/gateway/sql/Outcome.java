package io.megadb.gateway.sql;

import java.util.List;
import java.util.regex.Pattern;

/** What a statement gave, or should give. */
sealed interface Outcome {

  /** The difference between this expectation and what came, in one sentence; null if none. */
  String difference(Outcome actual);

  /** The expectation as the header line of a record. */
  String header();

  /**
   * The statement was done.
   *
   * @param count rows it changed; -1 if it does not matter
   */
  record Done(long count) implements Outcome {
    @Override
    public String difference(Outcome actual) {
      return actual instanceof Done done && (count < 0 || count == done.count)
          ? null
          : "expected " + header() + ", got " + actual.header();
    }

    @Override
    public String header() {
      return count < 0 ? "statement ok" : "statement ok " + count;
    }
  }

  /**
   * The statement was refused.
   *
   * @param position of the error in characters from 1; 0 if it has none
   * @param message a regular expression as an expectation, null for any; else the server's words
   */
  record Refused(String sqlState, int position, String message) implements Outcome {
    @Override
    public String difference(Outcome actual) {
      if (!(actual instanceof Refused refused)) {
        return "expected " + header() + ", got " + actual.header();
      }
      boolean same =
          sqlState.equals(refused.sqlState)
              && position == refused.position
              && (message == null || Pattern.compile(message).matcher(refused.message).find());
      return same ? null : "expected " + header() + ", got " + refused.header();
    }

    @Override
    public String header() {
      return "statement error "
          + sqlState
          + (position > 0 ? " at " + position : "")
          + (message == null ? "" : " " + message.replace('\n', ' '));
    }
  }

  /**
   * The statement gave rows.
   *
   * @param types names in pg_type
   * @param sorted whether rows are compared in an order of their own
   * @param rows one line each, see {@link SltSession}
   */
  record Rows(List<String> types, boolean sorted, List<String> rows) implements Outcome {
    @Override
    public String difference(Outcome actual) {
      if (!(actual instanceof Rows got)) {
        return "expected " + header() + ", got " + actual.header();
      }
      if (!types.equals(got.types)) {
        return "expected columns of type " + types + ", got " + got.types;
      }
      List<String> come = sorted ? got.rows.stream().sorted().toList() : got.rows;
      for (int i = 0; i < Math.max(rows.size(), come.size()); i++) {
        String expected = i < rows.size() ? rows.get(i) : null;
        String row = i < come.size() ? come.get(i) : null;
        if (expected == null || !expected.equals(row)) {
          return "row "
              + (i + 1)
              + ": expected "
              + (expected == null ? "no row" : '<' + expected + '>')
              + ", got "
              + (row == null ? "no row" : '<' + row + '>');
        }
      }
      return null;
    }

    @Override
    public String header() {
      return "query "
          + (types.isEmpty() ? "-" : String.join(",", types))
          + (sorted ? " rowsort" : " nosort");
    }
  }
}
