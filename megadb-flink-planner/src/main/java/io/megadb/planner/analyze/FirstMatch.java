package io.megadb.planner.analyze;

import io.megadb.function.FunctionId;
import io.megadb.function.FunctionSignature;
import io.megadb.planner.relation.PgAggregateFunction;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * One row for each value of the first column, as PostgreSQL takes one of several matches: the first
 * by the order of its values, so that the answer does not depend on the order of rows.
 */
final class FirstMatch {
  private FirstMatch() {}

  static RelNode of(Analysis analysis, RelNode rows) {
    FunctionSignature first =
        analysis
            .context()
            .functions()
            .aggregate(FunctionId.of("first_row_value", List.of(PgTypes.ANYELEMENT)))
            .signature();
    List<RelFieldCollation> keys = new ArrayList<>();
    for (int i = 1; i < rows.getRowType().getFieldCount(); i++) {
      if (!PgRelDataType.of(rows.getRowType().getFieldList().get(i).getType()).is(PgTypes.JSON)) {
        keys.add(new RelFieldCollation(i));
      }
    }
    RelCollation order = RelCollations.of(keys);
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = 1; i < rows.getRowType().getFieldCount(); i++) {
      RelDataType type =
          analysis.rel(PgRelDataType.of(rows.getRowType().getFieldList().get(i).getType()), true);
      calls.add(
          AggregateCall.create(
              new PgAggregateFunction(first, type),
              false,
              false,
              false,
              List.of(),
              List.of(i),
              -1,
              null,
              order,
              type,
              "v" + i));
    }
    return LogicalAggregate.create(rows, List.of(), ImmutableBitSet.of(0), null, calls);
  }
}
