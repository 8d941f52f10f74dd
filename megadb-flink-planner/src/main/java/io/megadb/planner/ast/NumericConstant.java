package io.megadb.planner.ast;

import java.math.BigDecimal;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A number exactly as written, a minus sign before it included. Digits alone are int4, int8 or
 * numeric by their size; with a point or an exponent it is numeric.
 */
public final class NumericConstant extends SqlNumericLiteral {
  private final String text;

  public NumericConstant(String text, SqlParserPos pos) {
    super(new BigDecimal(text), null, null, true, pos);
    this.text = text;
  }

  /** The characters. */
  public String text() {
    return text;
  }

  @Override
  public boolean isInteger() {
    return text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
  }

  /** The number with its sign turned, which is a constant again as in PostgreSQL. */
  public NumericConstant negated(SqlParserPos pos) {
    return new NumericConstant(text.startsWith("-") ? text.substring(1) : "-" + text, pos);
  }

  @Override
  public NumericConstant clone(SqlParserPos pos) {
    return new NumericConstant(text, pos);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.literal(text);
  }

  @Override
  public String toValue() {
    return text;
  }
}
