package io.megadb.vectorops.type;

import io.megadb.error.MegaDbException;
import java.util.Arrays;

/** Reads pgvector's text, such as {@code [1, 2.5, -3e4]}. One instance reads one text. */
final class VectorText {
  private final VectorForm form;
  private final String text;
  private int position;

  VectorText(VectorForm form, String text) {
    this.form = form;
    this.text = text;
  }

  /** The elements, each rounded to the type's precision. */
  double[] read() {
    skipBlanks();
    if (!take('[')) {
      throw syntax().withDetail(form.label("Vector") + " contents must start with \"[\".");
    }
    skipBlanks();
    if (peek() == ']') {
      throw VectorErrors.empty(form.typeName());
    }
    double[] elements = new double[16];
    int count = 0;
    while (true) {
      if (count == VectorTypes.MAX_DIMENSIONS) {
        throw VectorErrors.tooMany(form.typeName());
      }
      if (count == elements.length) {
        elements = Arrays.copyOf(elements, 2 * count);
      }
      skipBlanks();
      elements[count++] = element();
      skipBlanks();
      if (take(']')) {
        break;
      }
      if (!take(',')) {
        throw syntax();
      }
    }
    skipBlanks();
    if (position < text.length()) {
      throw syntax().withDetail("Junk after closing right brace.");
    }
    return Arrays.copyOf(elements, count);
  }

  private double element() {
    int start = position;
    while (position < text.length() && isPartOfNumber(text.charAt(position))) {
      position++;
    }
    String number = text.substring(start, position);
    return switch (number.toLowerCase(java.util.Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> throw VectorErrors.notFinite(form.typeName(), Double.NaN);
      case "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity" ->
          throw VectorErrors.notFinite(form.typeName(), Double.POSITIVE_INFINITY);
      default -> number(number);
    };
  }

  private double number(String number) {
    for (int i = 0; i < number.length(); i++) {
      char next = number.charAt(i);
      if (Character.isLetter(next) && next != 'e' && next != 'E') {
        throw syntax();
      }
    }
    float single;
    try {
      single = Float.parseFloat(number);
    } catch (NumberFormatException e) {
      throw syntax();
    }
    double rounded = Float.isInfinite(single) ? single : form.round(single);
    if (Math.abs(rounded) > form.greatest()) {
      throw VectorErrors.outOfRange(form.typeName(), number);
    }
    return rounded;
  }

  private static boolean isPartOfNumber(char c) {
    return c >= '0' && c <= '9'
        || c == '+'
        || c == '-'
        || c == '.'
        || c < 128 && Character.isLetter(c);
  }

  private MegaDbException syntax() {
    return VectorErrors.syntax(form.typeName(), text);
  }

  private int peek() {
    return position < text.length() ? text.charAt(position) : -1;
  }

  private boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    position++;
    return true;
  }

  private void skipBlanks() {
    while (position < text.length() && isBlank(text.charAt(position))) {
      position++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }
}
