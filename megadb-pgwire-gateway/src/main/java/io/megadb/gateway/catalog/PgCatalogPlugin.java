package io.megadb.gateway.catalog;

import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.AccessMethod;
import io.megadb.planner.spi.IndexMethod;
import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.MegaDbPlugin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Injects the relations of pg_catalog and information_schema. Those without a filler are empty
 * because MegaDB has no such objects (policies, publications, triggers ...), which is the true
 * answer.
 */
public final class PgCatalogPlugin implements MegaDbPlugin {
  @Override
  public String name() {
    return "pg_catalog";
  }

  @Override
  public void register(MegaDbExtensions extensions) {
    Supplier<List<AccessMethod>> methods =
        () -> extensions.accessMethods().stream().map(MegaDbExtensions.Injection::value).toList();
    Supplier<List<IndexMethod>> indexMethods =
        () -> extensions.indexMethods().stream().map(MegaDbExtensions.Injection::value).toList();
    Map<String, SystemRelation.Filler> fillers = fillers(methods, indexMethods);
    Map<String, SystemRelation.Filler> views = InformationSchema.fillers();
    for (TableDefinition layout : RelationLayouts.load().values()) {
      Map<String, SystemRelation.Filler> known =
          layout.schema().equals("pg_catalog") ? fillers : views;
      extensions.injectSystemTable(
          new SystemRelation(
              layout, known.getOrDefault(layout.name(), (rows, catalog, context) -> {})));
    }
  }

  private static Map<String, SystemRelation.Filler> fillers(
      Supplier<List<AccessMethod>> methods, Supplier<List<IndexMethod>> indexMethods) {
    TableRelations tables = new TableRelations(methods, indexMethods);
    ServerRelations server = new ServerRelations(methods, indexMethods);
    Map<String, SystemRelation.Filler> fillers = new HashMap<>();
    fillers.put("pg_class", tables::pgClass);
    fillers.put("pg_attribute", tables::pgAttribute);
    fillers.put("pg_attrdef", tables::pgAttrdef);
    fillers.put("pg_index", tables::pgIndex);
    fillers.put("pg_constraint", tables::pgConstraint);
    fillers.put("pg_description", tables::pgDescription);
    fillers.put("pg_tables", tables::pgTables);
    fillers.put("pg_views", tables::pgViews);
    fillers.put("pg_stats", StatisticsRelations::pgStats);
    fillers.put("pg_stat_all_tables", StatisticsRelations::pgStatTables);
    fillers.put("pg_stat_user_tables", StatisticsRelations::pgStatTables);
    fillers.put("pg_namespace", server::pgNamespace);
    fillers.put("pg_am", server::pgAm);
    fillers.put("pg_type", server::pgType);
    fillers.put("pg_collation", server::pgCollation);
    fillers.put("pg_roles", server::pgRoles);
    fillers.put("pg_database", server::pgDatabase);
    fillers.put("pg_tablespace", server::pgTablespace);
    fillers.put("pg_settings", server::pgSettings);
    fillers.put("pg_prepared_statements", server::pgPreparedStatements);
    return fillers;
  }
}
