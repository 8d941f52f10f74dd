package io.megadb.planner.parser;

import io.megadb.planner.parser.ConstantToken.Kind;
import io.megadb.planner.parser.generated.PgParserImplConstants;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement's text, taken apart into its constants and what is around them. Texts with equal
 * frames have equal trees but for the constants.
 *
 * @param frame the text, each constant replaced by a mark of its kind
 * @param constants in the order of the text
 */
public record TextShape(String frame, List<ConstantToken> constants) {
  /** A statement with more constants is a bulk load, not one that comes again and again. */
  private static final int MAX_CONSTANTS = 32;

  private static final BigInteger INT4_MAX = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger INT8_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  /** No text contains it. */
  private static final char MARK = '\0';

  /**
   * The shape of a single statement.
   *
   * @return null if the text has several statements, parameters, no constants or too many, or
   *     cannot be read
   */
  public static TextShape of(String sql) {
    if (sql.indexOf(MARK) >= 0) {
      return null;
    }
    PgScanner scanner = new PgScanner(new SourceText(sql));
    StringBuilder frame = new StringBuilder(sql.length());
    List<ConstantToken> constants = new ArrayList<>();
    int copied = 0;
    boolean ended = false;
    for (PgToken token = scanner.next();
        token.kind != PgParserImplConstants.EOF;
        token = scanner.next()) {
      if (ended
          || token.kind == PgParserImplConstants.LEXICAL_ERROR
          || token.kind == PgParserImplConstants.PARAM) {
        return null;
      }
      ended = token.kind == PgParserImplConstants.SEMICOLON;
      Kind kind = kind(token);
      if (kind != null) {
        if (constants.size() == MAX_CONSTANTS) {
          return null;
        }
        constants.add(new ConstantToken(kind, token.value, token.beginColumn));
        frame.append(sql, copied, token.begin).append(MARK).append(kind.mark());
        copied = token.end;
      }
    }
    return constants.isEmpty()
        ? null
        : new TextShape(frame.append(sql, copied, sql.length()).toString(), constants);
  }

  /** Null for what is no constant, and for numbers with an exponent, which may be too large. */
  private static Kind kind(PgToken token) {
    return switch (token.kind) {
      case PgParserImplConstants.SCONST -> Kind.STRING;
      case PgParserImplConstants.FCONST ->
          token.value.indexOf('e') < 0 && token.value.indexOf('E') < 0 ? Kind.NUMERIC : null;
      case PgParserImplConstants.ICONST -> integer(token.value);
      default -> null;
    };
  }

  private static Kind integer(String digits) {
    if (digits.length() < 10) {
      return Kind.INT4;
    }
    BigInteger value = new BigInteger(digits);
    return value.compareTo(INT4_MAX) <= 0
        ? Kind.INT4
        : value.compareTo(INT8_MAX) <= 0 ? Kind.INT8 : Kind.NUMERIC;
  }
}
