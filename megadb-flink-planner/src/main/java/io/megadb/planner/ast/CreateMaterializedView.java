package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/**
 * CREATE MATERIALIZED VIEW.
 *
 * @param columns new names, or null
 * @param queryText the characters of {@code query}
 */
public record CreateMaterializedView(
    boolean ifNotExists,
    SqlIdentifier name,
    List<SqlIdentifier> columns,
    SqlIdentifier method,
    List<Option> options,
    SqlNode query,
    String queryText,
    boolean withData)
    implements Command {}
