package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.FunctionId;
import io.megadb.function.window.FrameExclusion;
import io.megadb.plan.WindowFrame.BoundKind;
import io.megadb.plan.WindowFrame.Unit;
import io.megadb.planner.relation.Projections;
import io.megadb.planner.relation.WindowRel;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** DISTINCT ON: of the rows that are equal in some columns, the first in the query's order. */
final class DistinctOn {
  private final Analysis analysis;
  private final List<Integer> columns;
  private final List<SqlNode> nodes;

  /**
   * @param columns of the query's row
   * @param nodes where each was written
   */
  DistinctOn(Analysis analysis, List<Integer> columns, List<SqlNode> nodes) {
    this.analysis = analysis;
    this.columns = columns;
    this.nodes = nodes;
  }

  /** ORDER BY must begin with the columns, in any order; 42P10 otherwise. */
  void check(List<RelFieldCollation> order) {
    boolean skipped = false;
    List<Integer> ordered = new ArrayList<>();
    for (RelFieldCollation key : order) {
      int place = columns.indexOf(key.getFieldIndex());
      if (place >= 0 && skipped) {
        throw mismatch(nodes.get(place));
      }
      skipped |= place < 0;
      ordered.add(key.getFieldIndex());
    }
    for (int i = 0; i < columns.size(); i++) {
      if (skipped && !ordered.contains(columns.get(i))) {
        throw mismatch(nodes.get(i));
      }
    }
  }

  private MegaDbException mismatch(SqlNode node) {
    return analysis.error(
        SqlState.INVALID_COLUMN_REFERENCE,
        "SELECT DISTINCT ON expressions must match initial ORDER BY expressions",
        Positions.leftmost(node));
  }

  /** The first row of each group, with the input's columns. */
  RelNode first(RelNode input, List<RelFieldCollation> order) {
    PgType bigint = PgType.of(PgTypes.INT8);
    WindowRel.Frame frame =
        new WindowRel.Frame(
            Unit.RANGE,
            BoundKind.UNBOUNDED_PRECEDING,
            null,
            BoundKind.CURRENT_ROW,
            null,
            FrameExclusion.NO_OTHERS);
    WindowRel.Call number =
        new WindowRel.Call(
            analysis
                .context()
                .functions()
                .window(FunctionId.of("row_number", List.of()))
                .signature(),
            List.of(),
            -1,
            new WindowRel.Window(columns.stream().distinct().toList(), order, frame),
            analysis.rel(bigint, false));
    RelNode numbered = WindowRel.create(input, List.of(number));
    int width = input.getRowType().getFieldCount();
    RexNode isFirst =
        analysis
            .rex()
            .makeCall(
                analysis.rel(PgType.of(PgTypes.BOOL), false),
                SqlStdOperatorTable.EQUALS,
                List.of(
                    analysis.rex().makeInputRef(numbered, width),
                    analysis.rex().constant(1L, bigint)));
    RelNode filtered = LogicalFilter.create(numbered, isFirst);
    List<RexNode> kept = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      kept.add(analysis.rex().makeInputRef(filtered, i));
    }
    return Projections.project(filtered, kept, input.getRowType().getFieldNames());
  }
}
