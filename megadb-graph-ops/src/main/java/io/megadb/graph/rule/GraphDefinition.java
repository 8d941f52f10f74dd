package io.megadb.graph.rule;

import static io.megadb.graph.rule.Quoting.name;
import static io.megadb.graph.rule.Quoting.names;
import static io.megadb.graph.rule.Quoting.simple;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.CreatePropertyGraph;
import io.megadb.planner.ast.GraphElement;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.spi.DialectContext;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * Checks CREATE PROPERTY GRAPH against its tables and writes it anew with everything said: schemas,
 * keys, labels, properties. That text is what the catalog keeps.
 */
final class GraphDefinition {
  private final CreatePropertyGraph statement;
  private final DialectContext context;
  private final Map<String, List<String>> vertexKeys = new LinkedHashMap<>();
  private final Map<String, TableDefinition> vertexTables = new LinkedHashMap<>();
  private final Set<String> aliases = new HashSet<>();
  private final Map<String, PgType> propertyTypes = new LinkedHashMap<>();

  GraphDefinition(CreatePropertyGraph statement, DialectContext context) {
    this.statement = statement;
    this.context = context;
  }

  TableDefinition define() {
    String schema = context.creationSchema(statement.name());
    String graph = statement.name().names.get(statement.name().names.size() - 1);
    String text =
        "CREATE PROPERTY GRAPH "
            + name(graph)
            + " VERTEX TABLES ("
            + statement.vertices().stream().map(this::vertex).collect(Collectors.joining(", "))
            + ")";
    if (!statement.edges().isEmpty()) {
      text +=
          " EDGE TABLES ("
              + statement.edges().stream().map(this::edge).collect(Collectors.joining(", "))
              + ")";
    }
    return new TableDefinition(
        0,
        schema,
        graph,
        RelationKind.PROPERTY_GRAPH,
        List.of(),
        null,
        List.of(),
        "",
        Map.of(),
        text,
        context.user(),
        null);
  }

  private String vertex(GraphElement element) {
    TableDefinition table = table(element);
    List<String> key = key(element, table);
    vertexKeys.put(element.name(), key);
    vertexTables.put(element.name(), table);
    return head(element, table, key) + labels(element, table);
  }

  private String edge(GraphElement element) {
    TableDefinition table = table(element);
    List<String> key = key(element, table);
    return head(element, table, key)
        + " SOURCE "
        + end(element, table, element.source(), "source")
        + " DESTINATION "
        + end(element, table, element.destination(), "destination")
        + labels(element, table);
  }

  private TableDefinition table(GraphElement element) {
    TableDefinition table = context.relation(element.table());
    if (table.kind() == RelationKind.PROPERTY_GRAPH) {
      throw context.error(
          SqlState.WRONG_OBJECT_TYPE,
          "\"" + table.name() + "\" is not a table or view",
          element.table());
    }
    if (!aliases.add(element.name())) {
      throw context.error(
          SqlState.DUPLICATE_OBJECT,
          "alias \"" + element.name() + "\" used more than once as element table",
          element.alias() != null ? element.alias() : element.table());
    }
    return table;
  }

  private List<String> key(GraphElement element, TableDefinition table) {
    if (element.key() != null) {
      element.key().forEach(column -> check(column, table));
      return simple(element.key());
    }
    if (table.primaryKey() == null) {
      throw context
          .error(
              SqlState.INVALID_OBJECT_DEFINITION,
              "no key specified for element table \""
                  + element.name()
                  + "\", and it has no primary key",
              element.table())
          .withHint("Write KEY (...) after its name.");
    }
    return table.primaryKey().columns().stream()
        .map(column -> table.columns().get(column).name())
        .toList();
  }

  private void check(SqlIdentifier column, TableDefinition table) {
    if (table.columnIndex(column.getSimple()) < 0) {
      throw context.error(
          SqlState.UNDEFINED_COLUMN,
          "column \""
              + column.getSimple()
              + "\" of relation \""
              + table.name()
              + "\" does not exist",
          column);
    }
  }

  private static String head(GraphElement element, TableDefinition table, List<String> key) {
    return name(table.schema())
        + "."
        + name(table.name())
        + " AS "
        + name(element.name())
        + " KEY ("
        + names(key)
        + ")";
  }

  private String end(
      GraphElement element, TableDefinition table, GraphElement.End end, String what) {
    String vertex = end.vertex().getSimple();
    List<String> vertexKey = vertexKeys.get(vertex);
    if (vertexKey == null) {
      throw context.error(
          SqlState.UNDEFINED_OBJECT,
          what + " vertex \"" + vertex + "\" of edge \"" + element.name() + "\" does not exist",
          end.vertex());
    }
    if (end.columns() == null) {
      throw context
          .error(
              SqlState.INVALID_OBJECT_DEFINITION,
              "no "
                  + what
                  + " key specified and no foreign key exists for definition of edge \""
                  + element.name()
                  + "\"",
              end.vertex())
          .withHint("Write KEY (...) REFERENCES " + vertex + " (...).");
    }
    end.columns().forEach(column -> check(column, table));
    List<String> references = end.references() == null ? vertexKey : simple(end.references());
    if (references.size() != end.columns().size()) {
      throw context.error(
          SqlState.INVALID_OBJECT_DEFINITION,
          "mismatching number of columns in "
              + what
              + " vertex definition of edge \""
              + element.name()
              + "\"",
          end.vertex());
    }
    if (end.references() != null) {
      end.references().forEach(column -> check(column, vertexTables.get(vertex)));
    }
    if (references.size() != vertexKey.size() || !references.containsAll(vertexKey)) {
      throw context.notSupported(
          "REFERENCES to columns other than the key of vertex table \"" + vertex + "\"",
          end.vertex());
    }
    List<String> ordered = new ArrayList<>();
    for (String key : vertexKey) {
      ordered.add(end.columns().get(references.indexOf(key)).getSimple());
    }
    comparable(table, ordered, vertexTables.get(vertex), vertexKey);
    return "KEY ("
        + names(ordered)
        + ") REFERENCES "
        + name(vertex)
        + " ("
        + names(vertexKey)
        + ")";
  }

  /** Has the analyzer say that there is no such operator. */
  private void comparable(
      TableDefinition edge, List<String> columns, TableDefinition vertex, List<String> key) {
    for (int i = 0; i < key.size(); i++) {
      PgType left = edge.columns().get(edge.columnIndex(columns.get(i))).type();
      PgType right = vertex.columns().get(vertex.columnIndex(key.get(i))).type();
      if (!KeySlots.slotType(left).equals(KeySlots.slotType(right))) {
        throw new MegaDbException(
            SqlState.DATATYPE_MISMATCH,
            "column \""
                + columns.get(i)
                + "\" of type "
                + left
                + " cannot refer to \""
                + key.get(i)
                + "\" of type "
                + right);
      }
    }
  }

  private String labels(GraphElement element, TableDefinition table) {
    StringBuilder text = new StringBuilder();
    Set<String> labels = new HashSet<>();
    Map<String, String> expressions = new LinkedHashMap<>();
    for (GraphElement.Label label : element.labels()) {
      String labelName = label.name() == null ? element.name() : label.name().getSimple();
      if (!labels.add(labelName)) {
        throw context.error(
            SqlState.DUPLICATE_OBJECT,
            "label \""
                + labelName
                + "\" used more than once in element table \""
                + element.name()
                + "\"",
            label.name());
      }
      Map<String, String> properties = properties(label, table);
      properties.forEach((property, e) -> same(element, expressions, property, e));
      text.append(" LABEL ").append(name(labelName));
      text.append(
          properties.isEmpty()
              ? " NO PROPERTIES"
              : properties.entrySet().stream()
                  .map(entry -> entry.getValue() + " AS " + name(entry.getKey()))
                  .collect(Collectors.joining(", ", " PROPERTIES (", ")")));
    }
    return text.toString();
  }

  private void same(
      GraphElement element, Map<String, String> expressions, String property, String expression) {
    String other = expressions.putIfAbsent(property, expression);
    if (other != null && !other.equals(expression)) {
      throw context.error(
          SqlState.INVALID_OBJECT_DEFINITION,
          "element \""
              + element.name()
              + "\" property \""
              + property
              + "\" has more than one expression",
          element.table());
    }
  }

  /** Name to expression. */
  private Map<String, String> properties(GraphElement.Label label, TableDefinition table) {
    Map<String, String> properties = new LinkedHashMap<>();
    if (label.properties() == null) {
      label.except().forEach(column -> check(column, table));
      List<String> except = simple(label.except());
      for (ColumnDefinition column : table.columns()) {
        if (!except.contains(column.name())) {
          properties.put(column.name(), name(column.name()));
        }
      }
    } else {
      for (GraphElement.Property property : label.properties()) {
        String propertyName = propertyName(property);
        if (properties.put(propertyName, text(property)) != null) {
          throw context.error(
              SqlState.DUPLICATE_OBJECT,
              "property \"" + propertyName + "\" specified more than once",
              property.expression());
        }
      }
    }
    checkTypes(properties, table);
    return properties;
  }

  private String propertyName(GraphElement.Property property) {
    if (property.name() != null) {
      return property.name().getSimple();
    }
    if (property.expression() instanceof SqlIdentifier id && id.isSimple()) {
      return id.getSimple();
    }
    throw context.error(
        SqlState.SYNTAX_ERROR, "property name required, write AS", property.expression());
  }

  private static String text(GraphElement.Property property) {
    return property.expression() instanceof SqlIdentifier id && id.isSimple()
        ? name(id.getSimple())
        : "(" + property.text() + ")";
  }

  /** One name is one type in the whole graph. */
  private void checkTypes(Map<String, String> properties, TableDefinition table) {
    if (properties.isEmpty()) {
      return;
    }
    String query =
        "SELECT "
            + String.join(", ", properties.values())
            + " FROM "
            + name(table.schema())
            + "."
            + name(table.name());
    List<OutputColumn> columns = context.columns(PgParser.parse(query).get(0).node());
    int next = 0;
    for (String property : properties.keySet()) {
      PgType type = columns.get(next++).type();
      PgType other = propertyTypes.putIfAbsent(property, type);
      if (other != null && !other.base().equals(type.base())) {
        throw new MegaDbException(
            SqlState.DATATYPE_MISMATCH,
            "property \""
                + property
                + "\" is "
                + other
                + " in one table and "
                + type
                + " in \""
                + table.name()
                + "\"");
      }
    }
  }
}
