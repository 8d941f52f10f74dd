package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.SchemaDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.type.MissingForm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlIdentifier;

/** Tables, views and schemas by name, through search_path. */
final class RelationResolver {
  private static final String DEFAULT_PATH = "\"$user\", public";

  private final Analysis analysis;
  private final List<String> path = new ArrayList<>();

  RelationResolver(Analysis analysis) {
    this.analysis = analysis;
    String setting = analysis.context().evaluation().setting("search_path", DEFAULT_PATH);
    for (String part : setting.split(",", -1)) {
      String name = part.trim();
      boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
      name =
          quoted
              ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
              : name.toLowerCase(java.util.Locale.ROOT);
      if (name.equals("$user")) {
        String user = analysis.context().evaluation().user();
        name = user.equals(SchemaDefinition.OWN) ? "" : user;
      }
      if (!name.isEmpty()) {
        path.add(name);
      }
    }
  }

  /** Whether plain names are looked for in the schema. */
  boolean searches(String schema) {
    return path.contains(schema);
  }

  /** The table or view, or null. */
  TableDefinition find(SqlIdentifier id) {
    if (id.names.size() > 1) {
      String name = id.names.get(id.names.size() - 1);
      checkDatabase(id);
      return analysis.context().catalog().table(id.names.get(id.names.size() - 2), name);
    }
    if (!path.contains("pg_catalog")) {
      TableDefinition system = analysis.context().catalog().table("pg_catalog", id.getSimple());
      if (system != null) {
        return system;
      }
    }
    for (String schema : path) {
      TableDefinition table = analysis.context().catalog().table(schema, id.getSimple());
      if (table != null) {
        return table;
      }
    }
    return null;
  }

  /** The table or view; 42P01 if there is none. */
  TableDefinition get(SqlIdentifier id) {
    return usable(find(id), id, () -> analysis.error(SqlState.UNDEFINED_TABLE, missing(id), id));
  }

  /** As {@link #get}, for statements whose errors PostgreSQL gives no position. */
  TableDefinition existing(SqlIdentifier id) {
    return usable(find(id), null, () -> new MegaDbException(SqlState.UNDEFINED_TABLE, missing(id)));
  }

  private static String missing(SqlIdentifier id) {
    return "relation \"" + String.join(".", id.names) + "\" does not exist";
  }

  private TableDefinition usable(
      TableDefinition table, SqlIdentifier written, Supplier<MegaDbException> missing) {
    if (table == null) {
      throw missing.get();
    }
    for (ColumnDefinition column : table.columns()) {
      if (column.type().base().form() instanceof MissingForm form) {
        throw form.error();
      }
    }
    analysis.switches().checkAccessMethod(table.accessMethod(), written);
    analysis.switches().checkSystemTable(table, missing);
    return table;
  }

  /** The schema in which a new object of this name is made; 3F000 if there is none. */
  String creationSchema(SqlIdentifier id) {
    if (id.names.size() > 1) {
      checkDatabase(id);
      String schema = id.names.get(id.names.size() - 2);
      if (!exists(schema)) {
        throw analysis.error(
            SqlState.INVALID_SCHEMA_NAME, "schema \"" + schema + "\" does not exist", id);
      }
      return schema;
    }
    for (String schema : path) {
      if (exists(schema)) {
        return schema;
      }
    }
    throw analysis.error(
        SqlState.INVALID_SCHEMA_NAME, "no schema has been selected to create in", id);
  }

  boolean exists(String schema) {
    for (SchemaDefinition definition : analysis.context().catalog().schemas()) {
      if (definition.name().equals(schema)) {
        return true;
      }
    }
    return false;
  }

  private void checkDatabase(SqlIdentifier id) {
    if (id.names.size() > 3) {
      throw analysis.error(
          SqlState.SYNTAX_ERROR,
          "improper relation name (too many dotted names): " + String.join(".", id.names),
          id);
    }
    if (id.names.size() == 3
        && !id.names.get(0).equals(analysis.context().evaluation().database())) {
      throw analysis.error(
          SqlState.FEATURE_NOT_SUPPORTED,
          "cross-database references are not implemented: \"" + String.join(".", id.names) + "\"",
          id);
    }
  }
}
