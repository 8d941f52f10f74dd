package io.megadb.graph.rule;

import static io.megadb.graph.rule.Quoting.name;
import static io.megadb.graph.rule.Quoting.text;

import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.spi.DialectContext;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Queries over element tables as text. All their own columns have names with a space, so that no
 * property is in their way: "element tag" is the table's number, "key 0" … are its key in slots; an
 * edge also has "source tag", "source 0" … and "destination tag" … in the slots of vertices.
 */
final class ElementQueries {
  private final DialectContext context;
  private final KeySlots vertexSlots = new KeySlots();
  private final KeySlots edgeSlots = new KeySlots();
  private final Map<ElementTable, List<Integer>> slots = new HashMap<>();

  ElementQueries(GraphModel graph, DialectContext context) {
    this.context = context;
    graph.vertices().forEach(v -> slots.put(v, vertexSlots.assign(types(v, v.key()))));
    graph.edges().forEach(e -> slots.put(e, edgeSlots.assign(types(e, e.key()))));
  }

  private List<PgType> types(ElementTable table, List<String> columns) {
    TableDefinition definition = context.relation(table.table());
    return columns.stream()
        .map(column -> definition.columns().get(definition.columnIndex(column)).type())
        .toList();
  }

  private KeySlots layout(boolean edge) {
    return edge ? edgeSlots : vertexSlots;
  }

  /** Names of the columns that identify an element, after a prefix such as "element" or "key". */
  List<String> identity(boolean edge, String tagPrefix, String slotPrefix) {
    List<String> names = new ArrayList<>(List.of(tagPrefix + " tag"));
    for (int slot = 0; slot < layout(edge).size(); slot++) {
      names.add(slotPrefix + " " + slot);
    }
    return names;
  }

  private String slots(
      ElementTable keyed, ElementTable read, List<String> columns, String tag, String slot) {
    KeySlots layout = layout(keyed.isEdge());
    List<PgType> types = types(read, columns);
    List<Integer> used = slots.get(keyed);
    StringBuilder list = new StringBuilder();
    list.append(keyed.number()).append(" AS ").append(name(tag + " tag"));
    for (int i = 0; i < layout.size(); i++) {
      int column = used.indexOf(i);
      list.append(", ")
          .append(
              column < 0 ? layout.empty(i) : KeySlots.value(columns.get(column), types.get(column)))
          .append(" AS ")
          .append(name(slot + " " + i));
    }
    return list.toString();
  }

  /** The key of each row, and with {@code id} its text, as a path search reads it. */
  String keys(ElementTable table, boolean id) {
    String query = "SELECT " + slots(table, table, table.key(), "element", "key");
    if (table.isEdge()) {
      query += ", " + end(table, table.source(), "source");
      query += ", " + end(table, table.destination(), "destination");
    }
    return query
        + (id ? ", " + id(table) : "")
        + " FROM "
        + table.relation()
        + (table.isEdge() ? " WHERE " + withBothEnds(table) : "");
  }

  /**
   * The ends of each edge, as an algorithm reads them.
   *
   * @param weight expression of a column after them, or null
   */
  String ends(ElementTable edge, String weight) {
    return "SELECT "
        + end(edge, edge.source(), "source")
        + ", "
        + end(edge, edge.destination(), "destination")
        + (weight == null ? "" : ", CAST(" + weight + " AS double precision) AS weight")
        + " FROM "
        + edge.relation()
        + " WHERE "
        + withBothEnds(edge)
        + (weight == null ? "" : " AND (" + weight + ") IS NOT NULL");
  }

  /**
   * The identity that a constant is as a vertex's only key column, read from no table; null where a
   * cast would not do as a comparison does.
   */
  String constant(ElementTable vertex, String literal) {
    PgType slot = KeySlots.slotType(types(vertex, vertex.key()).get(0));
    if (!slot.is(PgTypes.INT8) && !slot.is(PgTypes.TEXT)) {
      return null;
    }
    return "SELECT "
        + slots(vertex, vertex, vertex.key(), "element", "key")
        + " FROM (SELECT CAST("
        + literal
        + " AS "
        + slot
        + ") AS "
        + name(vertex.key().get(0))
        + ") AS source";
  }

  /** The same columns without rows. */
  String noEnds(ElementTable any, boolean weighted) {
    return "SELECT "
        + slots(any, any, any.key(), "source", "source")
        + ", "
        + slots(any, any, any.key(), "destination", "destination")
        + (weighted ? ", 1.0::double precision AS weight" : "")
        + " FROM "
        + any.relation()
        + " WHERE false";
  }

  /** What {@link #keys} gives of edges, without rows. */
  String noEdges(ElementTable any, boolean id) {
    StringBuilder query = new StringBuilder("SELECT 0 AS \"element tag\"");
    for (int slot = 0; slot < edgeSlots.size(); slot++) {
      query.append(", ").append(edgeSlots.empty(slot)).append(" AS ").append(name("key " + slot));
    }
    return query
        + ", none.*"
        + (id ? ", CAST(NULL AS text) AS \"element id\"" : "")
        + " FROM ("
        + noEnds(any, false)
        + ") AS none";
  }

  /** A table's key columns out of the slots of an identity, each as {@code value AS name}. */
  List<String> keyColumns(ElementTable vertex, String slotPrefix) {
    List<PgType> types = types(vertex, vertex.key());
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(
          "CAST("
              + name(slotPrefix + " " + slots.get(vertex).get(i))
              + " AS "
              + types.get(i)
              + ")");
    }
    return columns;
  }

  private String end(ElementTable edge, ElementTable.End end, String name) {
    return slots(end.vertex(), edge, end.columns(), name, name);
  }

  /** A text that names each element. */
  static String idText(ElementTable table) {
    return text(table.name() + "(")
        + table.key().stream()
            .map(column -> " || CAST(" + name(column) + " AS text)")
            .collect(Collectors.joining(" || ','"))
        + " || ')'";
  }

  private static String id(ElementTable table) {
    return idText(table) + " AS \"element id\"";
  }

  /** All rows that a variable can be bound to, with their properties. */
  String elements(PatternVariable variable) {
    Set<String> properties = properties(variable);
    List<String> branches = new ArrayList<>();
    for (ElementTable table : variable.tables) {
      if (variable.left == null) {
        branches.add(element(table, variable, properties, true) + " FROM " + table.relation());
        continue;
      }
      if (variable.forward(table)) {
        branches.add(
            element(table, variable, properties, true)
                + " FROM "
                + table.relation()
                + " WHERE "
                + withBothEnds(table));
      }
      if (variable.backward(table)) {
        branches.add(
            element(table, variable, properties, false)
                + " FROM "
                + table.relation()
                + " WHERE "
                + withBothEnds(table)
                + (variable.forward(table) ? withoutLoops(table) : ""));
      }
    }
    if (branches.isEmpty()) {
      ElementTable any = variable.labelled.iterator().next();
      return element(any, variable, properties, true) + " FROM " + any.relation() + " WHERE false";
    }
    return String.join(" UNION ALL ", branches);
  }

  /** An edge whose end is null has none. */
  private static String withBothEnds(ElementTable table) {
    return Stream.concat(table.source().columns().stream(), table.destination().columns().stream())
        .map(column -> name(column) + " IS NOT NULL")
        .collect(Collectors.joining(" AND "));
  }

  /** An edge from a vertex to itself lies in both directions, but is one match. */
  private static String withoutLoops(ElementTable table) {
    if (!table.source().vertex().equals(table.destination().vertex())) {
      return "";
    }
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < table.source().columns().size(); i++) {
      equal.add(
          name(table.source().columns().get(i))
              + " = "
              + name(table.destination().columns().get(i)));
    }
    return " AND NOT (" + String.join(" AND ", equal) + ")";
  }

  /**
   * @param forward the edge's source stands for "source", else its destination does
   */
  private String element(
      ElementTable table, PatternVariable variable, Set<String> properties, boolean forward) {
    StringBuilder query = new StringBuilder("SELECT ");
    query.append(slots(table, table, table.key(), "element", "key"));
    if (variable.left != null) {
      query
          .append(", ")
          .append(end(table, forward ? table.source() : table.destination(), "source"))
          .append(", ")
          .append(end(table, forward ? table.destination() : table.source(), "destination"));
    }
    query.append(", ").append(id(table));
    Map<String, String> own = table.properties();
    for (String property : properties) {
      String value = own.get(property);
      query
          .append(", ")
          .append(value != null ? value : missing(property, variable))
          .append(" AS ")
          .append(name(property));
    }
    return query.toString();
  }

  /** A null of the type that another table gives the property. */
  private String missing(String property, PatternVariable variable) {
    for (ElementTable table : variable.labelled) {
      String value = table.properties().get(property);
      if (value != null) {
        String query = "SELECT " + value + " FROM " + table.relation();
        PgType type = context.columns(PgParser.parse(query).get(0).node()).get(0).type();
        return "CAST(NULL AS " + type + ")";
      }
    }
    throw new IllegalStateException(property);
  }

  /** What may be named of a variable. */
  static Set<String> properties(PatternVariable variable) {
    Set<String> properties = new LinkedHashSet<>();
    variable.labelled.forEach(table -> properties.addAll(table.properties().keySet()));
    return properties;
  }

  /** That an edge's end, "source" or "destination", is the vertex. */
  String meets(PatternVariable edge, String end, PatternVariable vertex) {
    return same(vertex, name(edge.name), end, end, vertex.tables.size() != 1);
  }

  /**
   * That columns of a FROM item identify the element of a variable.
   *
   * @param item quoted
   * @param prefix of its columns
   * @param tagged its rows are of several tables
   */
  String identifies(String item, String prefix, PatternVariable variable, boolean tagged) {
    return same(variable, item, prefix, prefix, tagged);
  }

  private String same(
      PatternVariable variable, String item, String tag, String slot, boolean tagged) {
    List<ElementTable> tables = variable.tables;
    String other = name(variable.name);
    List<String> conditions = new ArrayList<>();
    if (tagged) {
      conditions.add(item + "." + name(tag + " tag") + " = " + other + ".\"element tag\"");
    }
    for (int i = 0; i < layout(variable.edge).size(); i++) {
      int number = i;
      long used = tables.stream().filter(table -> slots.get(table).contains(number)).count();
      if (used > 0) {
        conditions.add(
            item
                + "."
                + name(slot + " " + i)
                + (used == tables.size() ? " = " : " IS NOT DISTINCT FROM ")
                + other
                + "."
                + name("key " + i));
      }
    }
    return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
  }
}
