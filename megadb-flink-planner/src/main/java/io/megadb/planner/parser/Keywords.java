package io.megadb.planner.parser;

import io.megadb.planner.parser.generated.PgParserImplConstants;
import java.util.HashMap;
import java.util.Map;

/** The token kinds of words and of SQL's own operators. */
final class Keywords {
  private static final Map<String, Integer> WORDS = words();

  private Keywords() {}

  /** The keyword that a folded word is, or IDENTIFIER. */
  static int kind(String word) {
    return WORDS.getOrDefault(word, PgParserImplConstants.IDENTIFIER);
  }

  /** OP for every operator that the grammar knows only as one of many. */
  static int operatorKind(String symbol) {
    return switch (symbol) {
      case "=" -> PgParserImplConstants.EQ;
      case "<" -> PgParserImplConstants.LT;
      case ">" -> PgParserImplConstants.GT;
      case "<=" -> PgParserImplConstants.LE;
      case ">=" -> PgParserImplConstants.GE;
      case "<>", "!=" -> PgParserImplConstants.NE;
      case "+" -> PgParserImplConstants.PLUS;
      case "-" -> PgParserImplConstants.MINUS;
      case "*" -> PgParserImplConstants.STAR;
      case "/" -> PgParserImplConstants.SLASH;
      case "%" -> PgParserImplConstants.PERCENT;
      case "^" -> PgParserImplConstants.CARET;
      case "=>" -> PgParserImplConstants.EQUALS_GREATER;
      default -> PgParserImplConstants.OP;
    };
  }

  /**
   * JavaCC keeps every token's name as {@code <NAME>}; a name that JavaCC needs itself ends in an
   * underscore.
   */
  private static Map<String, Integer> words() {
    Map<String, Integer> words = new HashMap<>();
    for (int kind = PgParserImplConstants.LEXICAL_ERROR + 1;
        kind < PgParserImplConstants.tokenImage.length;
        kind++) {
      String name = PgParserImplConstants.tokenImage[kind];
      String word = name.substring(1, name.length() - 1);
      words.put(
          Characters.fold(word.endsWith("_") ? word.substring(0, word.length() - 1) : word), kind);
    }
    return Map.copyOf(words);
  }
}
