package io.megadb.planner.analyze;

import io.megadb.function.FunctionId;
import io.megadb.function.FunctionSignature;
import io.megadb.planner.relation.PgAggregateFunction;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * One row for each value of the first column. A second match is error 21000: PostgreSQL would take
 * any of them, and an answer that depends on the order of rows is worse than none.
 */
final class FirstMatch {
  private FirstMatch() {}

  static RelNode of(Analysis analysis, RelNode rows) {
    FunctionSignature single =
        analysis
            .context()
            .functions()
            .aggregate(FunctionId.of("single_value", List.of(PgTypes.ANYELEMENT)))
            .signature();
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = 1; i < rows.getRowType().getFieldCount(); i++) {
      RelDataType type =
          analysis.rel(PgRelDataType.of(rows.getRowType().getFieldList().get(i).getType()), true);
      calls.add(
          AggregateCall.create(
              new PgAggregateFunction(single, type),
              false,
              false,
              false,
              List.of(),
              List.of(i),
              -1,
              null,
              RelCollations.EMPTY,
              type,
              "v" + i));
    }
    return LogicalAggregate.create(rows, List.of(), ImmutableBitSet.of(0), null, calls);
  }
}
