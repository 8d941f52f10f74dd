package io.megadb.planner.ast;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A constraint or an attribute of a column, or a constraint of a table.
 *
 * @param name after CONSTRAINT, or null
 * @param columns of a table's key or foreign key; empty in a column's own constraint
 * @param expression of CHECK, DEFAULT and GENERATED
 * @param expressionText the characters of {@code expression}, or null
 * @param reference of REFERENCES and FOREIGN KEY
 * @param options of an index after WITH, or of the sequence after AS IDENTITY
 * @param enforced false for NOT ENFORCED
 * @param always GENERATED ALWAYS rather than BY DEFAULT, for an identity column
 * @param timing how it may be deferred
 */
public record Constraint(
    SqlIdentifier name,
    Kind kind,
    List<SqlIdentifier> columns,
    SqlNode expression,
    String expressionText,
    Reference reference,
    List<Option> options,
    boolean enforced,
    boolean always,
    Timing timing,
    SqlParserPos pos) {
  public enum Kind {
    NOT_NULL,
    NULL,
    DEFAULT,
    IDENTITY,
    GENERATED,
    PRIMARY_KEY,
    UNIQUE,
    CHECK,
    FOREIGN_KEY
  }

  /**
   * The table a foreign key points to.
   *
   * @param columns empty for its primary key
   * @param onUpdate such as {@code CASCADE} or {@code SET NULL}; {@code NO ACTION} when not written
   */
  public record Reference(
      SqlIdentifier table,
      List<SqlIdentifier> columns,
      String match,
      String onUpdate,
      String onDelete) {}

  /** When it is checked. */
  public enum Timing {
    NOT_DEFERRABLE,
    DEFERRABLE,
    INITIALLY_DEFERRED
  }
}
