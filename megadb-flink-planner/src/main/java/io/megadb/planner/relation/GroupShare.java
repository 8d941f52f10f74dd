package io.megadb.planner.relation;

import io.megadb.planner.storage.TableStatistics.ColumnStatistics;
import java.util.List;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * Which share of groups a condition on their count or sum keeps: with rows falling into groups by
 * chance, both are normal about their mean (a compound Poisson sum).
 */
final class GroupShare {
  private GroupShare() {}

  /** From 0 to 1; NaN for conditions of other kinds. */
  static double of(Aggregate aggregate, RelMetadataQuery query, RexNode condition) {
    if (!(condition instanceof RexCall call)
        || call.getOperands().size() != 2
        || !(ColumnOrigin.uncast(call.getOperands().get(0)) instanceof RexInputRef result)
        || result.getIndex() < aggregate.getGroupCount()
        || !(call.getOperands().get(1) instanceof RexCall second)
        || !(second.getOperator() instanceof PgConstant constant)
        || constant.isOpen()) {
      return Double.NaN;
    }
    boolean above = call.isA(SqlKind.GREATER_THAN) || call.isA(SqlKind.GREATER_THAN_OR_EQUAL);
    boolean below = call.isA(SqlKind.LESS_THAN) || call.isA(SqlKind.LESS_THAN_OR_EQUAL);
    double value = ColumnShare.number(constant.value());
    if (!above && !below || Double.isNaN(value)) {
      return Double.NaN;
    }
    AggregateCall function =
        aggregate.getAggCallList().get(result.getIndex() - aggregate.getGroupCount());
    double each = PgMetadata.rows(query, aggregate.getInput()) / PgMetadata.rows(query, aggregate);
    double mean = each;
    double square = each;
    String name = function.getAggregation().getName();
    if (name.startsWith("sum(") && function.getArgList().size() == 1) {
      double[] moments = moments(aggregate, function.getArgList());
      mean = each * moments[0];
      square = each * (moments[1] + moments[0] * moments[0]);
    } else if (!name.startsWith("count")) {
      return Double.NaN;
    }
    double share = beyond((value - mean) / Math.sqrt(square));
    return above ? share : 1 - share;
  }

  /** Mean and variance of a column, its values being equally frequent between its bounds. */
  private static double[] moments(Aggregate aggregate, List<Integer> column) {
    ColumnOrigin origin = ColumnOrigin.of(aggregate.getInput(), column.get(0));
    ColumnStatistics statistics = origin == null ? null : origin.statistics();
    if (statistics == null) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double min = ColumnShare.number(statistics.min());
    double max = ColumnShare.number(statistics.max());
    return new double[] {(min + max) / 2, (max - min) * (max - min) / 12};
  }

  /** The share of a normal distribution above so many deviations (Abramowitz, Stegun 26.2.17). */
  private static double beyond(double deviations) {
    double t = 1 / (1 + 0.2316419 * Math.abs(deviations));
    double tail =
        Math.exp(-deviations * deviations / 2)
            / Math.sqrt(2 * Math.PI)
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return deviations > 0 ? tail : 1 - tail;
  }
}
