package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A column of CREATE TABLE or ALTER TABLE.
 *
 * @param collation the name after COLLATE, or null
 * @param constraints in the order written
 */
public record ColumnDefinition(
    SqlIdentifier name,
    SqlDataTypeSpec type,
    SqlIdentifier collation,
    List<Constraint> constraints,
    SqlParserPos pos) {}
