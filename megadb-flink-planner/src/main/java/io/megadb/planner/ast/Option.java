package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * {@code name = value} of WITH, COPY, EXPLAIN, CREATE SEQUENCE and the like.
 *
 * @param name folded, with its dots
 * @param value a literal, an identifier for a word, a list, or null where only the name was written
 * @param pos where the name stands
 */
public record Option(String name, SqlNode value, SqlParserPos pos) {
  /** The value as text; null where only the name was written. */
  public String text() {
    return ValueText.of(value);
  }
}
