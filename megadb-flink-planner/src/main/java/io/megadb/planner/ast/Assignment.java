package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * {@code target = value} of UPDATE, ON CONFLICT and MERGE.
 *
 * @param targets one column, or several for {@code (a, b) = …}; each an identifier, or a subscript
 *     or field of one
 * @param value an expression; for several targets a ROW or a query
 * @param pos where it begins
 */
public record Assignment(List<SqlNode> targets, SqlNode value, SqlParserPos pos) {}
