package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A column or expression of an index or of ON CONFLICT.
 *
 * @param expression a simple identifier for a column
 * @param operatorClassOptions after the operator class, such as {@code vector_l2_ops (lists = 100)}
 * @param nullsFirst null when not written
 */
public record IndexElement(
    SqlNode expression,
    SqlIdentifier collation,
    SqlIdentifier operatorClass,
    List<Option> operatorClassOptions,
    boolean descending,
    Boolean nullsFirst,
    SqlParserPos pos) {}
