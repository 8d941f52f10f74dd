package io.megadb.planner.catalog;

import io.megadb.type.PgType;

/**
 * A column of a table or view.
 *
 * @param attnum pg_attribute.attnum: from 1, never used twice in a table's life
 * @param defaultSql the default's expression as SQL text, or null
 * @param comment of COMMENT ON COLUMN, or null
 * @param missing value that the column has in rows written before it was added, as text that {@code
 *     TypeText} reads without a session's settings; null for null
 */
public record ColumnDefinition(
    int attnum,
    String name,
    PgType type,
    boolean notNull,
    String defaultSql,
    String comment,
    String missing) {
  /** A column that is as old as its table, or null in older rows. */
  public ColumnDefinition(
      int attnum, String name, PgType type, boolean notNull, String defaultSql, String comment) {
    this(attnum, name, type, notNull, defaultSql, comment, null);
  }

  public ColumnDefinition withAttnum(int newAttnum) {
    return new ColumnDefinition(newAttnum, name, type, notNull, defaultSql, comment, missing);
  }

  public ColumnDefinition withName(String newName) {
    return new ColumnDefinition(attnum, newName, type, notNull, defaultSql, comment, missing);
  }

  public ColumnDefinition withNotNull(boolean newNotNull) {
    return new ColumnDefinition(attnum, name, type, newNotNull, defaultSql, comment, missing);
  }

  public ColumnDefinition withDefault(String newDefault) {
    return new ColumnDefinition(attnum, name, type, notNull, newDefault, comment, missing);
  }

  public ColumnDefinition withComment(String newComment) {
    return new ColumnDefinition(attnum, name, type, notNull, defaultSql, newComment, missing);
  }

  public ColumnDefinition withMissing(String newMissing) {
    return new ColumnDefinition(attnum, name, type, notNull, defaultSql, comment, newMissing);
  }
}
