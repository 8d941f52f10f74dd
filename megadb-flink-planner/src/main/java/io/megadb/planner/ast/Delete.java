package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/**
 * DELETE.
 *
 * @param using the tables after USING as one tree (a comma is a join), or null
 * @param currentOf the cursor of WHERE CURRENT OF, or null
 * @param returning select items, or null
 */
public record Delete(
    SqlNodeList with,
    SqlIdentifier table,
    SqlIdentifier alias,
    SqlNode using,
    SqlNode where,
    SqlIdentifier currentOf,
    SqlNodeList returning)
    implements Command {}
