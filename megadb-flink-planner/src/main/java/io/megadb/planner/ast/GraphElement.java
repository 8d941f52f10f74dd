package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/**
 * A vertex or edge table of CREATE PROPERTY GRAPH.
 *
 * @param alias as written, or null: the table's name
 * @param key columns of KEY (…), or null: the primary key
 * @param labels at least one
 * @param source of an edge, else null
 * @param destination of an edge, else null
 */
public record GraphElement(
    SqlIdentifier table,
    SqlIdentifier alias,
    List<SqlIdentifier> key,
    List<Label> labels,
    End source,
    End destination) {
  /**
   * A label and the properties that it has.
   *
   * @param name null for DEFAULT LABEL: the element's alias
   * @param properties of PROPERTIES (…); null for all columns
   * @param except columns that ALL COLUMNS leaves out
   */
  public record Label(SqlIdentifier name, List<Property> properties, List<SqlIdentifier> except) {}

  /**
   * A property.
   *
   * @param text the expression's characters
   * @param name of AS, or null where the expression is a column
   */
  public record Property(SqlNode expression, String text, SqlIdentifier name) {}

  /**
   * Where an edge begins or ends.
   *
   * @param columns of KEY (…), or null: a foreign key says them
   * @param vertex alias of a vertex table
   * @param references its columns, or null: its key
   */
  public record End(
      List<SqlIdentifier> columns, SqlIdentifier vertex, List<SqlIdentifier> references) {}

  /** By which the graph's other parts name it. */
  public String name() {
    return alias != null ? alias.getSimple() : table.names.get(table.names.size() - 1);
  }
}
