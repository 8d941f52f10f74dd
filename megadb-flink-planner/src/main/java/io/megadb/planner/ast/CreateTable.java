package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * CREATE TABLE with its own columns.
 *
 * @param likes tables of LIKE, in the order written
 * @param inherits parents after INHERITS
 * @param method the tier after USING, or null for the default
 * @param partitioning true when PARTITION BY or PARTITION OF was written
 * @param onCommit such as {@code DROP}, or null
 */
public record CreateTable(
    Persistence persistence,
    boolean ifNotExists,
    SqlIdentifier name,
    List<ColumnDefinition> columns,
    List<Constraint> constraints,
    List<SqlIdentifier> likes,
    List<SqlIdentifier> inherits,
    SqlIdentifier method,
    List<Option> options,
    boolean partitioning,
    String onCommit)
    implements Command {}
