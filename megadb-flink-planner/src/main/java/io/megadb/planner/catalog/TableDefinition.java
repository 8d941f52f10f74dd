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
 * @param lastAttnum greatest attnum that a column ever had, dropped ones included
 * @param indexes of plugins' index methods
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
    String comment,
    int lastAttnum,
    List<IndexDefinition> indexes) {
  public TableDefinition {
    indexes = List.copyOf(indexes);
    columns = List.copyOf(columns);
    checks = List.copyOf(checks);
    options = Map.copyOf(options);
  }

  /** A table or view that never dropped a column, without indexes. */
  public TableDefinition(
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
    this(
        oid,
        schema,
        name,
        kind,
        columns,
        primaryKey,
        checks,
        accessMethod,
        options,
        viewSql,
        owner,
        comment,
        columns.stream().mapToInt(ColumnDefinition::attnum).max().orElse(0),
        List.of());
  }

  public TableDefinition withLastAttnum(int attnum) {
    return changed(name, columns, primaryKey, checks, comment, attnum, indexes);
  }

  public TableDefinition withIndexes(List<IndexDefinition> newIndexes) {
    return changed(name, columns, primaryKey, checks, comment, lastAttnum, newIndexes);
  }

  /** The column of an attnum; null if it was dropped. */
  public ColumnDefinition columnAt(int attnum) {
    for (ColumnDefinition column : columns) {
      if (column.attnum() == attnum) {
        return column;
      }
    }
    return null;
  }

  public TableDefinition withName(String newName) {
    return changed(newName, columns, primaryKey, checks, comment, lastAttnum, indexes);
  }

  public TableDefinition withComment(String newComment) {
    return changed(name, columns, primaryKey, checks, newComment, lastAttnum, indexes);
  }

  /** With other columns; positions in the primary key are taken as they are. */
  public TableDefinition withColumns(List<ColumnDefinition> newColumns) {
    return withColumns(newColumns, primaryKey, checks);
  }

  /** With other columns and what names them. */
  public TableDefinition withColumns(
      List<ColumnDefinition> newColumns, PrimaryKey newKey, List<CheckDefinition> newChecks) {
    int last = lastAttnum;
    for (ColumnDefinition column : newColumns) {
      last = Math.max(last, column.attnum());
    }
    List<IndexDefinition> kept =
        indexes.stream()
            .filter(index -> newColumns.stream().anyMatch(c -> c.attnum() == index.attnum()))
            .toList();
    return changed(name, newColumns, newKey, newChecks, comment, last, kept);
  }

  /** With other constraints over the same columns. */
  public TableDefinition withConstraints(PrimaryKey newKey, List<CheckDefinition> newChecks) {
    return changed(name, columns, newKey, newChecks, comment, lastAttnum, indexes);
  }

  private TableDefinition changed(
      String newName,
      List<ColumnDefinition> newColumns,
      PrimaryKey newKey,
      List<CheckDefinition> newChecks,
      String newComment,
      int newLastAttnum,
      List<IndexDefinition> newIndexes) {
    return new TableDefinition(
        oid,
        schema,
        newName,
        kind,
        newColumns,
        newKey,
        newChecks,
        accessMethod,
        options,
        viewSql,
        owner,
        newComment,
        newLastAttnum,
        newIndexes);
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
