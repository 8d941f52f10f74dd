package io.megadb.gateway.execute;

import io.megadb.function.EvaluationContext;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import java.util.ArrayList;
import java.util.List;

/** Finds relations by name as search_path says. */
public final class SearchPath {
  private SearchPath() {}

  /** Schemas in the order they are searched, pg_catalog first unless it is named. */
  public static List<String> schemas(EvaluationContext context) {
    List<String> schemas = names(context);
    if (!schemas.contains("pg_catalog")) {
      schemas.add(0, "pg_catalog");
    }
    return schemas;
  }

  /** Schemas that search_path names, in its order. */
  public static List<String> names(EvaluationContext context) {
    List<String> schemas = new ArrayList<>();
    for (String part : context.setting("search_path", "public").split(",")) {
      String name = part.strip();
      if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
        name = name.substring(1, name.length() - 1).replace("\"\"", "\"");
      }
      if (name.equals("$user")) {
        name = context.user().equals(SchemaDefinition.OWN) ? "" : context.user();
      }
      if (!name.isEmpty()) {
        schemas.add(name);
      }
    }
    return schemas;
  }

  /** The table or view, or null. */
  static TableDefinition find(List<String> names, StatementScope scope) {
    CatalogSnapshot catalog = scope.transaction().catalog();
    if (names.size() > 1) {
      return catalog.table(names.get(names.size() - 2), names.get(names.size() - 1));
    }
    for (String schema : schemas(scope.evaluation())) {
      TableDefinition table = catalog.table(schema, names.get(0));
      if (table != null) {
        return table;
      }
    }
    return null;
  }
}
