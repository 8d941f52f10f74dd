package io.megadb.function.string;

import java.util.regex.Pattern;

/** The last expression of a call site, compiled. Confined to one thread. */
final class RegexCache {
  private String expression;
  private String flags;
  private Pattern pattern;

  Pattern get(String newExpression, String newFlags) {
    if (!newExpression.equals(expression) || !newFlags.equals(flags)) {
      pattern = RegexTranslation.compile(newExpression, newFlags);
      expression = newExpression;
      flags = newFlags;
    }
    return pattern;
  }
}
