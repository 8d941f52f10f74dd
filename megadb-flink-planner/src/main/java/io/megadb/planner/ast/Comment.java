package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;

/**
 * COMMENT ON.
 *
 * @param name the object; of a column with its table
 * @param table of a constraint, trigger, rule or policy, or null
 * @param text null to remove it
 */
public record Comment(ObjectKind kind, SqlIdentifier name, SqlIdentifier table, String text)
    implements Command {}
