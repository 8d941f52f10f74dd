package io.megadb.planner.parser;

import io.megadb.planner.parser.generated.PgParserImplConstants;

/** What a statement is called where people see it who may not see its data. Stateless. */
public final class StatementLabel {
  private static final String MASK = "?";

  private StatementLabel() {}

  /**
   * The statement's text on one line, without comments and with {@code ?} for every constant.
   *
   * @param length in characters, at least 1; what is longer ends in an ellipsis
   */
  public static String of(String sql, int length) {
    PgScanner scanner = new PgScanner(new SourceText(sql));
    StringBuilder label = new StringBuilder();
    int end = 0;
    while (label.length() <= length) {
      PgToken token = (PgToken) scanner.getNextToken();
      if (token.kind == PgParserImplConstants.EOF
          || token.kind == PgParserImplConstants.LEXICAL_ERROR) {
        break;
      }
      if (token.begin > end && !label.isEmpty()) {
        label.append(' ');
      }
      label.append(isConstant(token.kind) ? MASK : sql.substring(token.begin, token.end).strip());
      end = token.end;
    }
    if (label.length() > length) {
      int cut = length - 1;
      label.setLength(Character.isHighSurrogate(label.charAt(cut - 1)) ? cut - 1 : cut);
      label.append('…');
    }
    return label.toString();
  }

  private static boolean isConstant(int kind) {
    return switch (kind) {
      case PgParserImplConstants.SCONST,
          PgParserImplConstants.ICONST,
          PgParserImplConstants.FCONST,
          PgParserImplConstants.BCONST,
          PgParserImplConstants.XCONST ->
          true;
      default -> false;
    };
  }
}
