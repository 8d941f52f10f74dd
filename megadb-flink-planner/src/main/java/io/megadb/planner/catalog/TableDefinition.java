package io.megadb.planner.catalog;

import io.megadb.plan.TableReference;
import io.megadb.type.PgType;
import java.util.List;
import java.util.Map;

/**
 * A table or view.
 *
 * @param oid pg_class.oid, stable for the object's life; 0 before it is created
 * @param columns in order of their attnum, without dropped ones
 * @param primaryKey null if there is none
 * @param accessMethod the tier, such as "oltp"; "" for a view
 * @param options of WITH (…), lower-case keys
 * @param viewSql a view's query as SQL text, else null
 * @param comment of COMMENT ON TABLE, or null
 */
public record TableDefinition(
    int oid,
    String schema,
    String name,
    RelationKind kind,
    List<ColumnDefinition> columns,
    PrimaryKey primaryKey,
    List<CheckDefinition> checks,
    String accessMethod,
    Map<String, String> options,
    String viewSql,
    String owner,
    String comment) {
  public TableDefinition {
    columns = List.copyOf(columns);
    checks = List.copyOf(checks);
    options = Map.copyOf(options);
  }

  /** As plans name it. */
  public TableReference reference() {
    return new TableReference(oid, schema, name, accessMethod);
  }

  /** Position of a column, or -1. */
  public int columnIndex(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }

  public List<PgType> types() {
    return columns.stream().map(ColumnDefinition::type).toList();
  }
}
