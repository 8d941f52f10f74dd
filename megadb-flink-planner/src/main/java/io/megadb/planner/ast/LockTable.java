package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * LOCK TABLE.
 *
 * @param mode such as {@code ACCESS EXCLUSIVE}
 */
public record LockTable(List<SqlIdentifier> tables, String mode, boolean noWait)
    implements Command {}
