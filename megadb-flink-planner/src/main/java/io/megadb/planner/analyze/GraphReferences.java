package io.megadb.planner.analyze;

import io.megadb.planner.ast.CommandNode;
import io.megadb.planner.ast.CreatePropertyGraph;
import io.megadb.planner.ast.GraphElement;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.PgParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Which tables and columns a property graph's definition names. */
final class GraphReferences {
  private final RelationResolver relations;
  private final List<GraphElement> elements = new ArrayList<>();

  GraphReferences(TableDefinition graph, RelationResolver relations) {
    this.relations = relations;
    CreatePropertyGraph definition =
        (CreatePropertyGraph)
            ((CommandNode) PgParser.parse(graph.viewSql()).get(0).node()).command();
    elements.addAll(definition.vertices());
    elements.addAll(definition.edges());
  }

  Set<Integer> tables() {
    Set<Integer> oids = new LinkedHashSet<>();
    for (GraphElement element : elements) {
      TableDefinition table = relations.find(element.table());
      if (table != null) {
        oids.add(table.oid());
      }
    }
    return oids;
  }

  /** Names of a table's columns that are keys, ends or parts of properties. */
  Set<String> columns(TableDefinition table) {
    Set<String> names = new LinkedHashSet<>();
    for (GraphElement element : elements) {
      TableDefinition found = relations.find(element.table());
      if (found != null && found.oid() == table.oid()) {
        add(element.key(), names);
        if (element.source() != null) {
          add(element.source().columns(), names);
          add(element.destination().columns(), names);
        }
        for (GraphElement.Label label : element.labels()) {
          label.properties().forEach(property -> add(property, names));
        }
      }
    }
    return names;
  }

  /** Whether an element has the table's primary key for want of one of its own. */
  boolean relyOnKey(TableDefinition table) {
    for (GraphElement element : elements) {
      TableDefinition found = relations.find(element.table());
      if (found != null && found.oid() == table.oid() && element.key().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private static void add(List<SqlIdentifier> columns, Set<String> names) {
    columns.forEach(column -> names.add(column.getSimple()));
  }

  private static void add(GraphElement.Property property, Set<String> names) {
    property
        .expression()
        .accept(
            new SqlBasicVisitor<Void>() {
              @Override
              public Void visit(SqlIdentifier id) {
                names.add(id.names.get(id.names.size() - 1));
                return null;
              }
            });
  }
}
