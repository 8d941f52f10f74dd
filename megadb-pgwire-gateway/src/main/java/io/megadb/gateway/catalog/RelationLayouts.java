package io.megadb.gateway.catalog;

import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.type.BaseType;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Layouts of PostgreSQL 15's system relations: names, oids and columns as PostgreSQL has them, with
 * types that no expression here needs (aclitem, pg_node_tree, xid, inet, pg_lsn) shown as text.
 */
final class RelationLayouts {
  private RelationLayouts() {}

  /** All layouts by qualified name, read from relations.txt: {@code name oid kind columns}. */
  static Map<String, TableDefinition> load() {
    Map<String, TableDefinition> layouts = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                RelationLayouts.class.getResourceAsStream("relations.txt"),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ", 4);
        int dot = parts[0].indexOf('.');
        layouts.put(
            parts[0],
            new TableDefinition(
                Integer.parseInt(parts[1]),
                parts[0].substring(0, dot),
                parts[0].substring(dot + 1),
                parts[2].equals("v") ? RelationKind.VIEW : RelationKind.TABLE,
                columns(parts[3]),
                null,
                List.of(),
                "catalog",
                Map.of(),
                null,
                "megadb",
                null));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return layouts;
  }

  private static List<ColumnDefinition> columns(String text) {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (String column : text.split(",")) {
      boolean notNull = column.endsWith("!");
      String[] parts = (notNull ? column.substring(0, column.length() - 1) : column).split(" ");
      BaseType type = PgTypes.byName(parts[1]);
      if (type == null) {
        throw new IllegalStateException("unknown type in relations.txt: " + column);
      }
      columns.add(
          new ColumnDefinition(columns.size() + 1, parts[0], PgType.of(type), notNull, null, null));
    }
    return columns;
  }
}
