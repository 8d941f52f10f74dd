package io.megadb.graph.rule;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;

/** Names and texts as SQL writes them. */
final class Quoting {
  private Quoting() {}

  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String names(List<String> names) {
    return names.stream().map(Quoting::name).collect(Collectors.joining(", "));
  }

  static String text(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  static List<String> simple(List<SqlIdentifier> ids) {
    return ids.stream().map(SqlIdentifier::getSimple).toList();
  }
}
