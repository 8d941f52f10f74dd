package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/**
 * UPDATE.
 *
 * @param from the tables after FROM as one tree (a comma is a join), or null
 * @param currentOf the cursor of WHERE CURRENT OF, or null
 * @param returning select items, or null
 */
public record Update(
    SqlNodeList with,
    SqlIdentifier table,
    SqlIdentifier alias,
    List<Assignment> assignments,
    SqlNode from,
    SqlNode where,
    SqlIdentifier currentOf,
    SqlNodeList returning)
    implements Command {}
