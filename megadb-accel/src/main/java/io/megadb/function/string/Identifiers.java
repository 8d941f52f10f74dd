package io.megadb.function.string;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Quoting of identifiers and literals, as quote_ident and quote_literal do it. */
public final class Identifiers {
  private static final Set<String> RESERVED = reserved();

  private Identifiers() {}

  private static Set<String> reserved() {
    try (InputStream stream = Identifiers.class.getResourceAsStream("reserved-words.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines.lines().collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException("reserved-words.txt", e);
    }
  }

  /** The name as it must be written in a statement: in double quotes only where needed. */
  public static String quote(String name) {
    boolean plain = !name.isEmpty() && !RESERVED.contains(name);
    for (int i = 0; i < name.length() && plain; i++) {
      char c = name.charAt(i);
      plain = c >= 'a' && c <= 'z' || c == '_' || i > 0 && c >= '0' && c <= '9';
    }
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The text as a string literal; backslashes make it an escape string. */
  public static String literal(String text) {
    String body = text.replace("'", "''");
    return text.indexOf('\\') < 0 ? "'" + body + "'" : "E'" + body.replace("\\", "\\\\") + "'";
  }
}
