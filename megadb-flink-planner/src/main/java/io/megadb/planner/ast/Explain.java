package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlNode;

/**
 * EXPLAIN.
 *
 * @param options such as {@code analyze}, {@code verbose}, {@code format}
 * @param advisor true for EXPLAIN ADVISOR
 * @param statement a query or a command node
 */
public record Explain(List<Option> options, boolean advisor, SqlNode statement)
    implements Command {}
