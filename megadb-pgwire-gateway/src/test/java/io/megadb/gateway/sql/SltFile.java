package io.megadb.gateway.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of statements with what PostgreSQL answers, in the manner of sqllogictest.
 *
 * <pre>
 *   tiers oltp,memory,olap                    once, at the top
 *
 *   # comment
 *   skipif NAME reason                        or onlyif NAME; engine, tier or protocol mode
 *   differs NAME reason                       runs there, and must not give what is expected
 *   statement ok [count]
 *   statement error SQLSTATE [at POSITION] [regular expression]
 *   query type,… [nosort|rowsort]
 *   SQL, up to an empty line
 *   ----
 *   values between tabs                       rows of a query
 * </pre>
 *
 * @param tiers access methods to run it with; empty for the default only
 */
record SltFile(Path path, List<String> tiers, List<SltRecord> records) {
  private static final String SEPARATOR = "----";

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming file and line of what cannot be read
   */
  static SltFile read(Path path) throws IOException {
    List<String> lines = Files.readAllLines(path);
    List<String> tiers = List.of();
    List<SltRecord> records = new ArrayList<>();
    int next = 0;
    while (next < lines.size()) {
      if (lines.get(next).isEmpty()) {
        next++;
      } else if (lines.get(next).startsWith("tiers ")) {
        tiers = List.of(lines.get(next++).substring("tiers ".length()).split(","));
      } else {
        int start = next;
        while (next < lines.size() && !lines.get(next).isEmpty()) {
          next++;
        }
        records.add(record(path, lines.subList(start, next), start + 1));
      }
    }
    return new SltFile(path, tiers, List.copyOf(records));
  }

  private static SltRecord record(Path path, List<String> lines, int firstLine) {
    int at = 0;
    while (at < lines.size() && lines.get(at).matches("#.*|(skipif|onlyif|differs) .*")) {
      at++;
    }
    List<String> prelude = List.copyOf(lines.subList(0, at));
    int line = firstLine + at;
    if (at == lines.size()) {
      return new SltRecord(line, prelude, null, "");
    }
    String header = lines.get(at);
    int end = lines.indexOf(SEPARATOR);
    int rows = end < 0 ? lines.size() : end + 1;
    int sqlEnd = end < 0 ? lines.size() : end;
    if (!header.matches("(statement|query) .*")) {
      return new SltRecord(line, prelude, null, String.join("\n", lines.subList(at, sqlEnd)));
    }
    Outcome expected = expected(header, lines.subList(rows, lines.size()), path + ":" + line);
    String sql = String.join("\n", lines.subList(at + 1, sqlEnd));
    return new SltRecord(line, prelude, expected, sql);
  }

  private static Outcome expected(String header, List<String> rows, String place) {
    String[] words = header.split(" ", 3);
    String rest = words.length > 2 ? words[2] : "";
    if (words[0].equals("query")) {
      List<String> types = words[1].equals("-") ? List.of() : List.of(words[1].split(","));
      return new Outcome.Rows(types, rest.equals("rowsort"), List.copyOf(rows));
    }
    if (words[1].equals("ok")) {
      return new Outcome.Done(rest.isEmpty() ? -1 : Long.parseLong(rest));
    }
    if (!words[1].equals("error") || rest.length() < 5) {
      throw new IllegalArgumentException(place + ": cannot read \"" + header + "\"");
    }
    String state = rest.substring(0, 5);
    String after = rest.substring(5).strip();
    int position = 0;
    if (after.startsWith("at ")) {
      String[] parts = after.split(" ", 3);
      position = Integer.parseInt(parts[1]);
      after = parts.length > 2 ? parts[2] : "";
    }
    return new Outcome.Refused(state, position, after.isEmpty() ? null : after);
  }

  /** The text of the file. */
  String render() {
    StringBuilder text = new StringBuilder();
    if (!tiers.isEmpty()) {
      text.append("tiers ").append(String.join(",", tiers)).append('\n');
    }
    for (SltRecord record : records) {
      text.append(text.length() == 0 ? "" : "\n");
      record.prelude().forEach(line -> text.append(line).append('\n'));
      if (record.expected() != null) {
        text.append(record.expected().header()).append('\n');
      }
      if (!record.sql().isEmpty()) {
        text.append(record.sql()).append('\n');
      }
      if (record.expected() instanceof Outcome.Rows rows) {
        text.append(SEPARATOR).append('\n');
        rows.rows().forEach(row -> text.append(row).append('\n'));
      }
    }
    return text.toString();
  }
}
