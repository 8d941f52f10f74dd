package io.megadb.graph.rule;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.SystemTable;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vector.Batch;
import io.megadb.vector.Bytes;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The system table megadb.property_graphs: one row a graph. */
final class PropertyGraphsTable implements SystemTable {
  /** Among the numbers that PostgreSQL leaves free for objects made by initdb. */
  private static final int OID = 13_900;

  private static final List<String> NAMES =
      List.of("schema_name", "graph_name", "owner", "vertex_tables", "edge_tables", "definition");

  private static final PgType TEXT = PgType.of(PgTypes.TEXT);
  private static final PgType TEXTS = PgType.of(PgTypes.arrayOf(PgTypes.TEXT));

  private static final List<PgType> TYPES = List.of(TEXT, TEXT, TEXT, TEXTS, TEXTS, TEXT);

  @Override
  public TableDefinition definition() {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      columns.add(new ColumnDefinition(i + 1, NAMES.get(i), TYPES.get(i), false, null, null));
    }
    return new TableDefinition(
        OID,
        "megadb",
        "property_graphs",
        RelationKind.TABLE,
        columns,
        null,
        List.of(),
        "catalog",
        Map.of(),
        null,
        "megadb",
        null);
  }

  @Override
  public Iterator<Batch> rows(CatalogSnapshot catalog, EvaluationContext context) {
    List<VectorBuilder> builders = TYPES.stream().map(VectorBuilder::of).toList();
    int rows = 0;
    for (TableDefinition graph : catalog.tables()) {
      if (graph.kind() == RelationKind.PROPERTY_GRAPH) {
        GraphModel model = GraphModel.of(graph);
        List<Object> values =
            List.of(
                text(graph.schema()),
                text(graph.name()),
                text(graph.owner()),
                names(model.vertices()),
                names(model.edges()),
                text(graph.viewSql()));
        for (int i = 0; i < values.size(); i++) {
          builders.get(i).append(values.get(i));
        }
        rows++;
      }
    }
    if (rows == 0) {
      return List.<Batch>of().iterator();
    }
    Vector[] columns = builders.stream().map(VectorBuilder::build).toArray(Vector[]::new);
    return List.of(new Batch(rows, columns)).iterator();
  }

  private static Bytes text(String text) {
    return Bytes.utf8(text);
  }

  private static List<Bytes> names(List<ElementTable> tables) {
    return tables.stream().map(table -> text(table.name())).toList();
  }
}
