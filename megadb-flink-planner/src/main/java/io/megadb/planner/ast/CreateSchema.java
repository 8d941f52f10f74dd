package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/**
 * CREATE SCHEMA.
 *
 * @param name null when it is that of {@code owner}
 * @param elements the statements written inside it
 */
public record CreateSchema(
    boolean ifNotExists, SqlIdentifier name, SqlIdentifier owner, List<SqlNode> elements)
    implements Command {}
