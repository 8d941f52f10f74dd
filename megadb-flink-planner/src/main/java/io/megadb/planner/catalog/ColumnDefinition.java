package io.megadb.planner.catalog;

import io.megadb.type.PgType;

/**
 * A column of a table or view.
 *
 * @param attnum pg_attribute.attnum: from 1, never used twice in a table's life
 * @param defaultSql the default's expression as SQL text, or null
 * @param comment of COMMENT ON COLUMN, or null
 */
public record ColumnDefinition(
    int attnum, String name, PgType type, boolean notNull, String defaultSql, String comment) {}
