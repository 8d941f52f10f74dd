package io.megadb.planner.parser;

import io.megadb.error.MegaDbException;
import io.megadb.planner.parser.generated.PgParserImplConstants;
import io.megadb.planner.parser.generated.Token;
import io.megadb.planner.parser.generated.TokenManager;

/**
 * PostgreSQL's scanner (scan.l of version 15 with standard_conforming_strings on): it reads the
 * client's own characters, so dollar quotes, nested comments, escapes and operators of any name are
 * tokens. Text that cannot be read ends in a token of kind LEXICAL_ERROR, which fits nowhere in the
 * grammar, so that an earlier syntax error is reported first. Confined to one parse.
 */
final class PgScanner implements TokenManager, PgParserImplConstants {
  private final SourceText source;
  private final String sql;
  private final Escapes escapes;
  private int next;
  private PgToken failure;

  PgScanner(SourceText source) {
    this.source = source;
    this.sql = source.sql();
    this.escapes = new Escapes(source);
  }

  @Override
  public Token getNextToken() {
    return next();
  }

  /** The next token; EOF or LEXICAL_ERROR from the end on. */
  PgToken next() {
    if (failure != null) {
      return failure;
    }
    try {
      return scan();
    } catch (MegaDbException e) {
      failure = token(LEXICAL_ERROR, sql.length(), sql.length(), "", e);
      return failure;
    }
  }

  private PgToken scan() {
    next = skipSpace(next);
    if (next >= sql.length()) {
      return token(EOF, sql.length(), sql.length(), "", null);
    }
    char c = sql.charAt(next);
    char following = next + 1 < sql.length() ? sql.charAt(next + 1) : 0;
    if (c == '\'') {
      return string(next, next);
    }
    if (c == '"') {
      return quotedName();
    }
    if (following == '\'') {
      switch (c) {
        case 'e', 'E' -> {
          return escapeString();
        }
        case 'b', 'B' -> {
          return bitString(BCONST, "unterminated bit string literal");
        }
        case 'x', 'X' -> {
          return bitString(XCONST, "unterminated hexadecimal string literal");
        }
        case 'n', 'N' -> {
          return token(NCHAR, next, next + 1, "nchar", null);
        }
        default -> {}
      }
    }
    if ((c == 'u' || c == 'U') && following == '&' && next + 2 < sql.length()) {
      char quote = sql.charAt(next + 2);
      if (quote == '\'' || quote == '"') {
        return unicodeQuoted(quote);
      }
    }
    if (Characters.isNameStart(c)) {
      return word();
    }
    if (Characters.isDigit(c) || (c == '.' && Characters.isDigit(following))) {
      return number();
    }
    if (c == '$') {
      return dollar();
    }
    if (Characters.isOperator(c)) {
      return operator();
    }
    return punctuation(c, following);
  }

  private PgToken token(int kind, int begin, int end, String value, RuntimeException error) {
    next = end;
    int column = source.position(begin);
    return new PgToken(kind, sql.substring(begin, end), value, begin, end, column, error);
  }

  // Space and comments

  private int skipSpace(int from) {
    int i = from;
    while (i < sql.length()) {
      if (Characters.isSpace(sql.charAt(i))) {
        i++;
      } else if (sql.startsWith("--", i)) {
        i = endOfLine(i);
      } else if (sql.startsWith("/*", i)) {
        i = endOfComment(i);
      } else {
        break;
      }
    }
    return i;
  }

  private int endOfLine(int from) {
    int i = from;
    while (i < sql.length() && !Characters.isNewline(sql.charAt(i))) {
      i++;
    }
    return i;
  }

  private int endOfComment(int from) {
    int depth = 1;
    int i = from + 2;
    while (depth > 0) {
      if (i + 1 >= sql.length()) {
        throw source.syntaxError("unterminated /* comment", from, sql.length());
      }
      if (sql.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i += 2;
      } else {
        i++;
      }
    }
    return i;
  }

  // Quoted text

  /**
   * The end of a quoted piece.
   *
   * @param from the first character after the opening quote
   * @param begin where the token began, for the error
   * @return the closing quote
   */
  private int closingQuote(int from, char quote, boolean backslash, int begin, String error) {
    int i = from;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == quote) {
        if (i + 1 >= sql.length() || sql.charAt(i + 1) != quote) {
          return i;
        }
        i += 2;
      } else if (backslash && c == '\\') {
        i += 2;
      } else {
        i++;
      }
    }
    throw source.syntaxError(error, begin, sql.length());
  }

  /** Where a literal goes on after white space with a line break in it, or -1. */
  private int continuation(int from) {
    boolean line = false;
    int i = from;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (Characters.isSpace(c)) {
        line |= Characters.isNewline(c);
        i++;
      } else if (sql.startsWith("--", i)) {
        i = endOfLine(i);
      } else {
        break;
      }
    }
    return line && i < sql.length() && sql.charAt(i) == '\'' ? i : -1;
  }

  /** A plain literal in all its pieces, whose first quote is at {@code quote}. */
  private PgToken string(int begin, int quote) {
    StringBuilder text = new StringBuilder();
    int end = pieces(begin, quote, false, "unterminated quoted string", text);
    return token(SCONST, begin, end, text.toString(), null);
  }

  private int pieces(int begin, int quote, boolean backslash, String error, StringBuilder text) {
    int open = quote;
    int end;
    do {
      int close = closingQuote(open + 1, '\'', backslash, begin, error);
      text.append(
          backslash
              ? escapes.backslash(open + 1, close)
              : sql.substring(open + 1, close).replace("''", "'"));
      end = close + 1;
      open = continuation(end);
    } while (open >= 0);
    return end;
  }

  private PgToken escapeString() {
    StringBuilder text = new StringBuilder();
    int end = pieces(next, next + 1, true, "unterminated quoted string", text);
    return token(SCONST, next, end, text.toString(), null);
  }

  private PgToken bitString(int kind, String error) {
    StringBuilder text = new StringBuilder();
    int end = pieces(next, next + 1, false, error, text);
    return token(kind, next, end, text.toString(), null);
  }

  private PgToken quotedName() {
    int close = closingQuote(next + 1, '"', false, next, "unterminated quoted identifier");
    if (close == next + 1) {
      throw source.syntaxError("zero-length delimited identifier", next, close + 1);
    }
    String name = sql.substring(next + 1, close).replace("\"\"", "\"");
    return token(IDENTIFIER, next, close + 1, Characters.truncate(name), null);
  }

  private PgToken unicodeQuoted(char quote) {
    int begin = next;
    int open = begin + 2;
    String content;
    int end;
    if (quote == '"') {
      int close = closingQuote(open + 1, '"', false, begin, "unterminated quoted identifier");
      if (close == open + 1) {
        throw source.syntaxError("zero-length delimited identifier", begin, close + 1);
      }
      content = sql.substring(open + 1, close).replace("\"\"", "\"");
      end = close + 1;
    } else {
      StringBuilder text = new StringBuilder();
      end = pieces(begin, open, false, "unterminated quoted string", text);
      content = text.toString();
    }
    next = end;
    char escape = '\\';
    int word = skipSpace(end);
    if (sql.regionMatches(true, word, "uescape", 0, 7)
        && (word + 7 >= sql.length() || !Characters.isNamePart(sql.charAt(word + 7)))) {
      int literal = skipSpace(word + 7);
      escape = escapeCharacter(literal);
      end = literal + 3;
    }
    String value = escapes.unicodeContent(content, open + 1, escape);
    return quote == '"'
        ? token(IDENTIFIER, begin, end, Characters.truncate(value), null)
        : token(SCONST, begin, end, value, null);
  }

  private char escapeCharacter(int literal) {
    if (literal >= sql.length() || sql.charAt(literal) != '\'') {
      int end = Math.min(sql.length(), literal + 1);
      throw source.syntaxError("UESCAPE must be followed by a simple string literal", literal, end);
    }
    boolean one = literal + 2 < sql.length() && sql.charAt(literal + 2) == '\'';
    char c = one ? sql.charAt(literal + 1) : 0;
    if (!one || "+'\"".indexOf(c) >= 0 || Characters.isSpace(c) || Character.digit(c, 16) >= 0) {
      int end = closingQuote(literal + 1, '\'', false, literal, "unterminated quoted string") + 1;
      throw source.syntaxError("invalid Unicode escape character", literal, end);
    }
    return c;
  }

  private PgToken dollar() {
    int begin = next;
    int i = begin + 1;
    if (i < sql.length() && Characters.isDigit(sql.charAt(i))) {
      while (i < sql.length() && Characters.isDigit(sql.charAt(i))) {
        i++;
      }
      refuseJunk(begin, i, "trailing junk after parameter");
      return token(PARAM, begin, i, sql.substring(begin + 1, i), null);
    }
    if (i < sql.length() && Characters.isNameStart(sql.charAt(i))) {
      while (i < sql.length() && Characters.isTagPart(sql.charAt(i))) {
        i++;
      }
    }
    if (i >= sql.length() || sql.charAt(i) != '$') {
      return token(OTHER, begin, begin + 1, "$", null);
    }
    String tag = sql.substring(begin, i + 1);
    int close = sql.indexOf(tag, i + 1);
    if (close < 0) {
      throw source.syntaxError("unterminated dollar-quoted string", begin, sql.length());
    }
    return token(SCONST, begin, close + tag.length(), sql.substring(i + 1, close), null);
  }

  // Words, numbers, operators

  private int endOfName(int from) {
    int i = from;
    while (i < sql.length() && Characters.isNamePart(sql.charAt(i))) {
      i++;
    }
    return i;
  }

  private PgToken word() {
    int end = endOfName(next);
    String folded = Characters.fold(sql.substring(next, end));
    int kind = Keywords.kind(folded);
    return token(kind, next, end, kind == IDENTIFIER ? Characters.truncate(folded) : folded, null);
  }

  private int digits(int from) {
    int i = from;
    while (i < sql.length() && Characters.isDigit(sql.charAt(i))) {
      i++;
    }
    return i;
  }

  private PgToken number() {
    int begin = next;
    int end = digits(begin);
    boolean integer = true;
    if (end < sql.length() && sql.charAt(end) == '.' && !sql.startsWith("..", end)) {
      integer = false;
      end = digits(end + 1);
    }
    if (end < sql.length() && (sql.charAt(end) == 'e' || sql.charAt(end) == 'E')) {
      int sign = end + 1;
      boolean signed = sign < sql.length() && "+-".indexOf(sql.charAt(sign)) >= 0;
      int exponent = digits(signed ? sign + 1 : sign);
      if (exponent == (signed ? sign + 1 : sign)) {
        int shown = signed ? exponent : endOfName(end);
        throw source.syntaxError("trailing junk after numeric literal", begin, shown);
      }
      integer = false;
      end = exponent;
    }
    refuseJunk(begin, end, "trailing junk after numeric literal");
    return token(integer ? ICONST : FCONST, begin, end, sql.substring(begin, end), null);
  }

  private void refuseJunk(int begin, int end, String message) {
    if (end < sql.length() && Characters.isNameStart(sql.charAt(end))) {
      throw source.syntaxError(message, begin, endOfName(end));
    }
  }

  private PgToken operator() {
    int end = next;
    while (end < sql.length() && Characters.isOperator(sql.charAt(end))) {
      end++;
    }
    int length = Characters.operatorLength(sql.substring(next, end));
    if (length > Characters.NAME_BYTES) {
      throw source.syntaxError("operator too long", next, next + length);
    }
    String symbol = sql.substring(next, next + length);
    return token(Keywords.operatorKind(symbol), next, next + length, symbol, null);
  }

  private PgToken punctuation(char c, char following) {
    int kind =
        switch (c) {
          case ':' -> following == ':' ? TYPECAST : following == '=' ? COLON_EQUALS : COLON;
          case '.' -> following == '.' ? DOT_DOT : DOT;
          case ',' -> COMMA;
          case ';' -> SEMICOLON;
          case '(' -> LPAREN;
          case ')' -> RPAREN;
          case '[' -> LBRACKET;
          case ']' -> RBRACKET;
          default -> OTHER;
        };
    int length = kind == TYPECAST || kind == COLON_EQUALS || kind == DOT_DOT ? 2 : 1;
    String symbol = sql.substring(next, next + length);
    return token(kind, next, next + length, symbol, null);
  }
}
