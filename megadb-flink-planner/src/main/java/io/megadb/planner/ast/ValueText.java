package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;

/** Values of options and settings as text. */
final class ValueText {
  private static final String PLAIN_NAME = "[a-z_][a-z0-9_$]*";

  private ValueText() {}

  /** A word's name, a string's content, a number's digits; null for null. */
  static String of(SqlNode value) {
    if (value == null) {
      return null;
    }
    if (value instanceof SqlIdentifier identifier) {
      return String.join(".", identifier.names);
    }
    if (value.getKind() == SqlKind.CAST) {
      return of(((SqlCall) value).operand(0)); // a typed literal
    }
    return value instanceof SqlLiteral literal ? literal.toValue() : value.toString();
  }

  /** The same for a list of names: words and strings that need quotes to be names get them. */
  static String quoted(SqlNode value) {
    String text = of(value);
    boolean name = value instanceof SqlIdentifier || value instanceof SqlCharStringLiteral;
    return name && !text.matches(PLAIN_NAME) ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
