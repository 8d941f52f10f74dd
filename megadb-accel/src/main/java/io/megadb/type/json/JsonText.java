package io.megadb.type.json;

import java.util.ArrayList;
import java.util.List;

/**
 * Parts of valid JSON text as they are written, for type json, which keeps spaces and duplicates.
 */
public final class JsonText {
  /** A member of an object: its key, unescaped, and its value as written. */
  public record Member(String key, String value) {}

  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  /** The value of the last member with this key, or null; also null if the text is no object. */
  public static String field(String text, String key) {
    String found = null;
    for (Member member : members(text)) {
      if (member.key().equals(key)) {
        found = member.value();
      }
    }
    return found;
  }

  /** The element at an index from 0, from the end if negative; null if there is none. */
  public static String element(String text, long index) {
    List<String> elements = elements(text);
    long position = index < 0 ? elements.size() + index : index;
    return position < 0 || position >= elements.size() ? null : elements.get((int) position);
  }

  /** Members in order of writing; empty if the text is no object. */
  public static List<Member> members(String text) {
    JsonText scanner = new JsonText(text);
    List<Member> members = new ArrayList<>();
    if (!scanner.enter('{')) {
      return members;
    }
    while (scanner.peek() != '}') {
      String key = scanner.value();
      scanner.skip(':');
      members.add(new Member(unquote(key), scanner.value()));
      scanner.skip(',');
    }
    return members;
  }

  /** Elements in order; empty if the text is no array. */
  public static List<String> elements(String text) {
    JsonText scanner = new JsonText(text);
    List<String> elements = new ArrayList<>();
    if (!scanner.enter('[')) {
      return elements;
    }
    while (scanner.peek() != ']') {
      elements.add(scanner.value());
      scanner.skip(',');
    }
    return elements;
  }

  /** The value as SQL text: strings without quotes, null as null, anything else as written. */
  public static String asText(String value) {
    if (value == null || value.equals("null")) {
      return null;
    }
    return value.startsWith("\"") ? unquote(value) : value;
  }

  private static String unquote(String quoted) {
    return ((JsonValue.Text) JsonParser.parse(quoted)).value();
  }

  private boolean enter(char open) {
    if (peek() != open) {
      return false;
    }
    at++;
    return true;
  }

  private char peek() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skip(char c) {
    if (peek() == c) {
      at++;
    }
  }

  private String value() {
    char first = peek();
    int from = at;
    int depth = 0;
    do {
      char c = text.charAt(at);
      if (c == '"') {
        string();
        continue;
      }
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      at++;
    } while (at < text.length() && (depth > 0 || scalarGoesOn(first)));
    return text.substring(from, at);
  }

  private boolean scalarGoesOn(char first) {
    return first != '"'
        && first != '{'
        && first != '['
        && ",]}: \t\n\r".indexOf(text.charAt(at)) < 0;
  }

  private void string() {
    at++;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
  }
}
