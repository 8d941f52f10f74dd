package io.megadb.type.text;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes one-dimensional arrays: {@code {1,NULL,"a b"}}. */
final class ArrayText {
  private final String text;
  private final PgType element;
  private final EvaluationContext context;
  private int at;

  private ArrayText(String text, PgType element, EvaluationContext context) {
    this.text = text;
    this.element = element;
    this.context = context;
  }

  static List<Object> parse(String text, PgType element, EvaluationContext context) {
    return new ArrayText(text, element, context).run();
  }

  private List<Object> run() {
    skipSpace();
    if (at < text.length() && text.charAt(at) == '[') {
      throw MegaDbException.notSupported("array with explicit bounds");
    }
    if (at == text.length() || text.charAt(at) != '{') {
      throw malformed("Array value must start with \"{\" or dimension information.");
    }
    at++;
    List<Object> elements = new ArrayList<>();
    skipSpace();
    if (at < text.length() && text.charAt(at) == '}') {
      at++;
      return end(elements);
    }
    while (true) {
      elements.add(element());
      skipSpace();
      if (at == text.length()) {
        throw malformed("Unexpected end of input.");
      }
      char c = text.charAt(at++);
      if (c == '}') {
        return end(elements);
      }
      if (c != ',') {
        throw malformed("Unexpected array element.");
      }
    }
  }

  private List<Object> end(List<Object> elements) {
    skipSpace();
    if (at < text.length()) {
      throw malformed("Junk after closing right brace.");
    }
    return elements;
  }

  private Object element() {
    skipSpace();
    if (at == text.length()) {
      throw malformed("Unexpected end of input.");
    }
    char c = text.charAt(at);
    if (c == '{') {
      throw MegaDbException.notSupported("array of more than one dimension");
    }
    if (c == ',' || c == '}') {
      throw malformed("Unexpected \"" + c + "\" character.");
    }
    StringBuilder value = new StringBuilder();
    if (c == '"') {
      quoted(value);
      return TypeText.parse(element, value.toString(), context);
    }
    int solid = 0;
    boolean escaped = false;
    while (at < text.length() && ",{}\"".indexOf(text.charAt(at)) < 0) {
      c = text.charAt(at++);
      boolean escape = c == '\\' && at < text.length();
      if (escape) {
        c = text.charAt(at++);
        escaped = true;
      }
      value.append(c);
      if (escape || !InputError.isSpace(c)) {
        solid = value.length();
      }
    }
    value.setLength(solid);
    if (!escaped && value.toString().equalsIgnoreCase("null")) {
      return null;
    }
    return TypeText.parse(element, value.toString(), context);
  }

  private void quoted(StringBuilder value) {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      if (c == '\\' && at < text.length()) {
        c = text.charAt(at++);
      }
      value.append(c);
    }
    throw malformed("Unexpected end of input.");
  }

  private void skipSpace() {
    while (at < text.length() && InputError.isSpace(text.charAt(at))) {
      at++;
    }
  }

  private MegaDbException malformed(String detail) {
    return new MegaDbException(
            SqlState.INVALID_TEXT_REPRESENTATION, "malformed array literal: \"" + text + "\"")
        .withDetail(detail);
  }

  /** Quotes what lies behind position {@code from} of the sink if an array must quote it. */
  static void quote(TextSink sink, int from) {
    byte[] bytes = sink.array();
    int length = sink.length() - from;
    if (!needsQuotes(bytes, from, length)) {
      return;
    }
    byte[] element = java.util.Arrays.copyOfRange(bytes, from, from + length);
    sink.truncate(from);
    sink.write('"');
    for (byte b : element) {
      if (b == '"' || b == '\\') {
        sink.write('\\');
      }
      sink.write(b);
    }
    sink.write('"');
  }

  private static boolean needsQuotes(byte[] bytes, int from, int length) {
    if (length == 0) {
      return true;
    }
    if (length == 4
        && (bytes[from] | 32) == 'n'
        && (bytes[from + 1] | 32) == 'u'
        && (bytes[from + 2] | 32) == 'l'
        && (bytes[from + 3] | 32) == 'l') {
      return true;
    }
    for (int i = from; i < from + length; i++) {
      byte b = bytes[i];
      if (b == '"' || b == '\\' || b == '{' || b == '}' || b == ',' || InputError.isSpace(b)) {
        return true;
      }
    }
    return false;
  }
}
