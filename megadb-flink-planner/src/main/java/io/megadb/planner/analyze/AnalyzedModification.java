package io.megadb.planner.analyze;

import io.megadb.plan.ModifyNode;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.statement.OutputColumn;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;

/**
 * An INSERT, UPDATE or DELETE.
 *
 * @param rel rows as {@code ModifyNode} wants them
 * @param recheckCondition over the table's columns, or null for true
 * @param recheckValues over the table's columns; null if rows cannot be evaluated again
 * @param conflict null without ON CONFLICT
 * @param checks conditions over the table's columns; a null condition is NOT NULL
 * @param returning over the table's columns; null without RETURNING
 */
public record AnalyzedModification(
    RelNode rel,
    TableDefinition table,
    ModifyNode.Kind kind,
    RexNode recheckCondition,
    List<RexNode> recheckValues,
    Conflict conflict,
    List<Check> checks,
    List<RexNode> returning,
    List<OutputColumn> columns) {
  /** What ON CONFLICT does; {@code update} is null for DO NOTHING. */
  public record Conflict(List<RexNode> update, RexNode condition) {}

  /** NOT NULL or CHECK. */
  public record Check(int column, String name, RexNode condition) {}
}
