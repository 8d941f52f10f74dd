package io.megadb.function;

import java.util.ArrayList;
import java.util.List;

/**
 * A call of one function with arguments in text form.
 *
 * @param types names of the actual argument types
 * @param arguments null stands for SQL null
 * @param result name of the result type
 */
record Call(String id, List<String> types, List<String> arguments, String result) {
  static final String NULL = "\\N";

  String name() {
    return id.substring(0, id.indexOf('('));
  }

  String toSql() {
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String value = arguments.get(i);
      literals.add(
          (i > 0 && i == types.size() - 1 && isVariadicTwin() ? "VARIADIC " : "")
              + (value == null ? "NULL" : "'" + value.replace("'", "''") + "'")
              + "::pg_catalog.\""
              + types.get(i)
              + '"');
    }
    return "pg_catalog.\"" + name() + "\"(" + String.join(", ", literals) + ")";
  }

  /** A function that PostgreSQL has only with VARIADIC text, called with an array. */
  private boolean isVariadicTwin() {
    return id.endsWith(",_text)")
        && (name().contains("_extract_path") || name().equals("jsonb_delete"));
  }

  /** One line: id, result, then type and value of each argument. */
  String toLine() {
    StringBuilder line = new StringBuilder(id).append('\t').append(result);
    for (int i = 0; i < types.size(); i++) {
      String value = arguments.get(i);
      line.append('\t')
          .append(types.get(i))
          .append('\t')
          .append(value == null ? NULL : escape(value));
    }
    return line.toString();
  }

  static Call ofLine(String line) {
    String[] fields = line.split("\t", -1);
    List<String> types = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    for (int i = 2; i + 1 < fields.length; i += 2) {
      types.add(fields[i]);
      arguments.add(fields[i + 1].equals(NULL) ? null : unescape(fields[i + 1]));
    }
    return new Call(fields[0], types, arguments, fields[1]);
  }

  static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }

  private static String unescape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char next = text.charAt(++i);
      out.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
    }
    return out.toString();
  }
}
