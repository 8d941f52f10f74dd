package io.megadb.planner.spi;

import io.megadb.planner.ast.CreatePropertyGraph;
import io.megadb.planner.ast.GraphTable;
import io.megadb.planner.catalog.TableDefinition;
import org.apache.calcite.sql.SqlNode;

/**
 * What SQL/PGQ's statements mean: the grammar is the planner's, the meaning a plugin's. Stateless.
 */
public interface GraphDialect {
  /** Lower-case, the last part of its switch. */
  String name();

  /**
   * The graph that CREATE PROPERTY GRAPH defines, checked against its tables: of kind {@code
   * PROPERTY_GRAPH}, without columns, its {@code viewSql} the definition with all names and
   * properties written out. Its oid is not looked at.
   */
  TableDefinition define(CreatePropertyGraph statement, DialectContext context);

  /**
   * The query that a GRAPH_TABLE stands for; what it reads besides tables are {@code
   * ComputedTable}s.
   */
  SqlNode query(GraphTable table, TableDefinition graph, DialectContext context);
}
