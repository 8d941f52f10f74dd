package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.ComputedTable;
import io.megadb.planner.ast.CreatePropertyGraph;
import io.megadb.planner.ast.GraphTable;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.spi.DialectContext;
import io.megadb.planner.spi.GraphDialect;
import io.megadb.planner.spi.MegaDbExtensions.Injection;
import io.megadb.planner.statement.CatalogChange;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.planner.statement.PlannedStatement.Definition;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** Property graphs: finds the plugin that knows what they mean, and lets it see the statement. */
public final class GraphAnalyzer implements DialectContext {
  private final Analysis analysis;

  public GraphAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  /** The plugin's dialect; 0A000 naming the plugin if it is not there. */
  private GraphDialect dialect(String construct, SqlNode place) {
    for (Injection<GraphDialect> injection : analysis.context().extensions().graphDialects()) {
      analysis.switches().checkDialect(injection, construct, place);
      return injection.value();
    }
    throw analysis
        .notSupported(construct + " without plugin \"graph\"", place)
        .withHint("Put the jar of megadb-graph-ops on the class path.");
  }

  public Definition create(CreatePropertyGraph statement) {
    String tag = "CREATE PROPERTY GRAPH";
    TableDefinition graph = dialect(tag, statement.name()).define(statement, this);
    TableDefinition existing = analysis.context().catalog().table(graph.schema(), graph.name());
    if (existing == null) {
      return new Definition(tag, List.of(new CatalogChange.CreateTable(graph, false)), List.of());
    }
    if (statement.ifNotExists()) {
      return new Definition(
          tag, List.of(), List.of("relation \"" + graph.name() + "\" already exists, skipping"));
    }
    if (!statement.orReplace()) {
      throw new MegaDbException(
          SqlState.DUPLICATE_TABLE, "relation \"" + graph.name() + "\" already exists");
    }
    if (existing.kind() != RelationKind.PROPERTY_GRAPH) {
      throw new MegaDbException(
          SqlState.WRONG_OBJECT_TYPE, "\"" + graph.name() + "\" is not a property graph");
    }
    TableDefinition replaced =
        new TableDefinition(
            existing.oid(),
            graph.schema(),
            graph.name(),
            graph.kind(),
            graph.columns(),
            null,
            List.of(),
            "",
            graph.options(),
            graph.viewSql(),
            existing.owner(),
            existing.comment());
    return new Definition(
        tag, List.of(new CatalogChange.AlterTable(existing, replaced)), List.of());
  }

  /**
   * GRAPH_TABLE in FROM.
   *
   * @param around what its expressions may refer to besides the graph's elements
   */
  FromItem table(GraphTable table, Alias alias, Scope around, FromAnalyzer from) {
    GraphDialect dialect = dialect("GRAPH_TABLE", table);
    TableDefinition graph = analysis.relations().get(table.graph());
    if (graph.kind() != RelationKind.PROPERTY_GRAPH) {
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE,
          "\"" + graph.name() + "\" is not a property graph",
          table.graph());
    }
    SqlNode query = dialect.query(table, graph, this);
    return from.derived(
        analysis.queries().query(query, around.parent(), around.commonTables(), true),
        alias.name() == null ? Alias.named(table, "graph_table") : alias,
        table);
  }

  /** What a plugin computes, over the rows of queries. */
  FromItem computed(ComputedTable table, Alias alias, Scope around, FromAnalyzer from) {
    List<RelNode> inputs = new ArrayList<>();
    for (SqlNode query : table.getOperandList()) {
      inputs.add(
          analysis.queries().query(query, around.parent(), around.commonTables(), true).rel());
    }
    RelNode rel = table.relation(inputs);
    List<OutputColumn> columns = new ArrayList<>();
    for (RelDataTypeField field : rel.getRowType().getFieldList()) {
      columns.add(new OutputColumn(field.getName(), PgRelDataType.of(field.getType()), 0, 0));
    }
    return from.derived(new AnalyzedQuery(rel, columns), alias, table);
  }

  @Override
  public TableDefinition relation(SqlIdentifier name) {
    return analysis.relations().get(name);
  }

  @Override
  public String creationSchema(SqlIdentifier name) {
    return analysis.relations().creationSchema(name);
  }

  @Override
  public String user() {
    return analysis.context().evaluation().user();
  }

  @Override
  public List<OutputColumn> columns(SqlNode query) {
    return analysis.queries().query(query).columns();
  }

  @Override
  public MegaDbException error(SqlState state, String message, SqlNode place) {
    return analysis.error(state, message, place);
  }

  @Override
  public MegaDbException notSupported(String construct, SqlNode place) {
    return analysis.notSupported(construct, place);
  }
}
