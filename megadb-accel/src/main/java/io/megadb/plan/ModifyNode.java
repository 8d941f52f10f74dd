package io.megadb.plan;

import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.io.Serializable;
import java.util.List;

/**
 * Writes its input into a table, in the gateway, inside the statement's transaction. Always the
 * root. Output: for RETURNING the table's rows written (new values; for DELETE the old ones), all
 * columns in table order; without RETURNING nothing but a count.
 *
 * <p>INSERT: input columns are the table's columns in order. UPDATE: row identity, then all
 * columns' new values in table order. DELETE: row identity. Columns behind those are not written;
 * RETURNING may show them beside the row.
 *
 * @param checks NOT NULL columns, then CHECK constraints
 * @param recheck for UPDATE and DELETE how a row that changed since the snapshot is evaluated
 *     again, or null
 * @param conflict for INSERT what ON CONFLICT says, or null
 */
public record ModifyNode(
    PlanProperties properties,
    PlanNode input,
    TableReference table,
    Kind kind,
    Recheck recheck,
    Conflict conflict,
    boolean returning,
    List<PgType> tableTypes,
    List<Check> checks)
    implements PlanNode {
  public ModifyNode {
    tableTypes = List.copyOf(tableTypes);
    checks = List.copyOf(checks);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  @Override
  public List<PgType> types() {
    return returning ? tableTypes : List.of();
  }

  /** How many of the input's columns are written or say what is. */
  public int writtenColumns() {
    return switch (kind) {
      case INSERT -> tableTypes.size();
      case UPDATE -> 1 + tableTypes.size();
      case DELETE -> 1;
    };
  }

  @Override
  public ModifyNode withInputs(List<PlanNode> inputs) {
    return new ModifyNode(
        properties, inputs.get(0), table, kind, recheck, conflict, returning, tableTypes, checks);
  }

  /**
   * A condition that no written row may make false.
   *
   * @param column position of a NOT NULL column, or -1 for a CHECK constraint
   * @param name of the column or of the constraint
   * @param condition over the table's columns in order; null for NOT NULL
   */
  public record Check(int column, String name, Expression condition) implements Serializable {}

  /** What is done with the rows. */
  public enum Kind {
    INSERT,
    UPDATE,
    DELETE
  }

  /**
   * Evaluates a statement on the newest version of one row, as READ COMMITTED demands. Both are
   * over all columns of the table in order.
   *
   * @param condition the WHERE clause, or null for true
   * @param newValues all columns' new values; empty for DELETE
   */
  public record Recheck(Expression condition, List<Expression> newValues) implements Serializable {
    public Recheck {
      newValues = List.copyOf(newValues);
    }
  }

  /**
   * ON CONFLICT on the primary key.
   *
   * @param update null for DO NOTHING; else all columns' new values over the existing row's
   *     columns, then the proposed (excluded) row's
   * @param condition the WHERE of DO UPDATE over the same columns, or null
   */
  public record Conflict(List<Expression> update, Expression condition) implements Serializable {}
}
