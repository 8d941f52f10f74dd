package io.megadb.graph.rule;

import io.megadb.planner.ast.CreatePropertyGraph;
import io.megadb.planner.ast.GraphTable;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.DialectContext;
import io.megadb.planner.spi.GraphDialect;
import org.apache.calcite.sql.SqlNode;

/** Property graphs as in SQL:2023, part 16. */
final class PropertyGraphs implements GraphDialect {
  @Override
  public String name() {
    return "property_graphs";
  }

  @Override
  public TableDefinition define(CreatePropertyGraph statement, DialectContext context) {
    return new GraphDefinition(statement, context).define();
  }

  @Override
  public SqlNode query(GraphTable table, TableDefinition graph, DialectContext context) {
    return new PatternQuery(table, GraphModel.of(graph), context).query();
  }
}
