package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;

/** REFRESH MATERIALIZED VIEW. */
public record RefreshMaterializedView(boolean concurrently, SqlIdentifier name, boolean withData)
    implements Command {}
