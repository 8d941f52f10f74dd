package io.megadb.planner.write;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.plan.ModifyNode;
import io.megadb.type.PgType;
import io.megadb.type.text.TypeText;
import io.megadb.vector.Batch;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** NOT NULL and CHECK constraints of the rows a statement writes. Confined to one thread. */
final class WriteChecks {
  /** PostgreSQL shortens long values of a failing row so. */
  private static final int SHOWN_CHARACTERS = 64;

  private record Condition(ModifyNode.Check check, Evaluator evaluator) {}

  private final ModifyNode node;
  private final ExecutionContext context;
  private final List<Condition> conditions = new ArrayList<>();

  WriteChecks(ModifyNode node, ExecutionContext context) {
    this.node = node;
    this.context = context;
    for (ModifyNode.Check check : node.checks()) {
      conditions.add(
          new Condition(
              check,
              check.condition() == null ? null : Expressions.compile(check.condition(), context)));
    }
  }

  /**
   * Fails with 23502 or 23514 if a row breaks a constraint.
   *
   * @param rows all table columns in order
   */
  void check(Batch rows) {
    ModifySink.Failure failure = failure(rows);
    if (failure != null) {
      throw failure.error();
    }
  }

  /**
   * The first row that breaks a constraint, as if the rows were checked one after the other.
   *
   * @param rows all table columns in order
   * @return null if there is none
   */
  ModifySink.Failure failure(Batch rows) {
    ModifySink.Failure first = null;
    for (Condition condition : conditions) {
      Batch earlier = first == null ? rows : rows.slice(0, first.row());
      ModifySink.Failure found =
          condition.evaluator() == null
              ? notNull(earlier, condition.check())
              : check(earlier, condition);
      first = found == null ? first : found;
    }
    return first;
  }

  private ModifySink.Failure check(Batch rows, Condition condition) {
    Vector result;
    try {
      result = condition.evaluator().evaluate(rows, context);
    } catch (MegaDbException e) {
      return rows.size() == 1 ? new ModifySink.Failure(0, e) : singly(rows, condition, e);
    }
    for (int row = 0; row < rows.size(); row++) {
      if (Boolean.FALSE.equals(Values.get(result, row))) {
        return new ModifySink.Failure(
            row,
            new MegaDbException(
                    SqlState.CHECK_VIOLATION,
                    "new row for relation \""
                        + node.table().name()
                        + "\" violates check constraint \""
                        + condition.check().name()
                        + "\"")
                .withDetail(failingRow(rows, row)));
      }
    }
    return null;
  }

  /** The condition itself fails for some row: an earlier one may break it. */
  private ModifySink.Failure singly(Batch rows, Condition condition, MegaDbException error) {
    for (int row = 0; row < rows.size(); row++) {
      ModifySink.Failure failure = check(rows.slice(row, row + 1), condition);
      if (failure != null) {
        return new ModifySink.Failure(row, failure.error());
      }
    }
    throw error;
  }

  private ModifySink.Failure notNull(Batch rows, ModifyNode.Check check) {
    Vector column = rows.column(check.column());
    if (!column.mayHaveNulls()) {
      return null;
    }
    for (int row = 0; row < rows.size(); row++) {
      if (column.isNull(row)) {
        return new ModifySink.Failure(
            row,
            new MegaDbException(
                    SqlState.NOT_NULL_VIOLATION,
                    "null value in column \""
                        + check.name()
                        + "\" of relation \""
                        + node.table().name()
                        + "\" violates not-null constraint")
                .withDetail(failingRow(rows, row)));
      }
    }
    return null;
  }

  private String failingRow(Batch rows, int row) {
    StringJoiner values = new StringJoiner(", ", "Failing row contains (", ").");
    for (int column = 0; column < rows.columnCount(); column++) {
      PgType type = node.tableTypes().get(column);
      Object value = Values.get(rows.column(column), row);
      String text = value == null ? "null" : TypeText.format(type, value, context.evaluation());
      values.add(
          text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "..." : text);
    }
    return values.toString();
  }
}
