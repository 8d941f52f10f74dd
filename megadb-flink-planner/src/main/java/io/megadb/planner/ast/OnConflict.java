package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * ON CONFLICT of INSERT.
 *
 * @param target the index's columns and expressions; null when none was named
 * @param targetWhere the predicate of a partial index, or null
 * @param constraint ON CONSTRAINT's name, or null
 * @param assignments DO UPDATE's; null for DO NOTHING
 * @param where DO UPDATE's condition, or null
 * @param targetPos of the parenthesis before the target; null without one
 */
public record OnConflict(
    List<IndexElement> target,
    SqlNode targetWhere,
    SqlIdentifier constraint,
    List<Assignment> assignments,
    SqlNode where,
    SqlParserPos pos,
    SqlParserPos targetPos) {}
