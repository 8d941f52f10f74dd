package io.megadb.graph.rule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * A vertex or edge table of a graph.
 *
 * @param number from 0, among the vertex tables or among the edge tables
 * @param name by which the graph knows it
 * @param table schema and name
 * @param labels each with its properties, name to expression
 * @param source of an edge, else null
 * @param destination of an edge, else null
 */
record ElementTable(
    int number,
    String name,
    SqlIdentifier table,
    List<String> key,
    Map<String, Map<String, String>> labels,
    End source,
    End destination) {
  /**
   * An end of an edge.
   *
   * @param columns in the order of the vertex table's key
   */
  record End(ElementTable vertex, List<String> columns) {}

  boolean isEdge() {
    return source != null;
  }

  /** Schema and name, quoted. */
  String relation() {
    return table.names.stream().map(Quoting::name).collect(Collectors.joining("."));
  }

  /** Any of the labels; every table has none of no labels. */
  boolean hasAny(List<String> wanted) {
    return wanted.isEmpty() || wanted.stream().anyMatch(labels::containsKey);
  }

  /** Properties of all labels. */
  Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    labels.values().forEach(all::putAll);
    return all;
  }
}
