package io.megadb.planner.ast;

import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSpecialOperator;

/**
 * An operator known by its name alone, such as {@code ||} or {@code <->}, or one written as {@code
 * OPERATOR(schema.op)}. A call of it has one operand when it is a prefix operator, two otherwise.
 */
public final class PgOperatorName extends SqlSpecialOperator {
  private final String schema;

  public PgOperatorName(String schema, String symbol) {
    super(symbol, SqlKind.OTHER);
    this.schema = schema;
  }

  /** The schema written, or null. */
  public String schema() {
    return schema;
  }

  public String symbol() {
    return getName();
  }
}
