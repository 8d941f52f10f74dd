package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.CastSignature.Context;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.relation.Projections;
import io.megadb.planner.relation.RecursiveRel;
import io.megadb.planner.relation.WorkingTableRel;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlWith;

/** An item of WITH RECURSIVE: first term UNION [ALL] recursive term. */
final class RecursiveAnalyzer {
  private final Analysis analysis;
  private final CommonTables item;

  RecursiveAnalyzer(Analysis analysis, CommonTables item) {
    this.analysis = analysis;
    this.item = item;
  }

  AnalyzedQuery analyze() {
    SqlNode node = item.query();
    CommonTables outer = item.next();
    if (node instanceof SqlOrderBy order) {
      refuseOrder(order);
      node = order.query;
    }
    if (node instanceof SqlWith with) {
      outer = analysis.queries().with(with.withList, item.scope(), outer);
      node = with.body;
    }
    if (node.getKind() != SqlKind.UNION) {
      throw invalid(
          "recursive query \""
              + item.name()
              + "\" does not have the form non-recursive-term UNION [ALL] recursive-term",
          item.place());
    }
    SqlCall union = (SqlCall) node;
    new RecursionCheck(analysis, item.name()).check(union);
    AnalyzedQuery seed = analysis.queries().query(union.operand(0), item.scope(), outer, true);
    int working = analysis.session().nextWorkingTable();
    AnalyzedQuery named = FromAnalyzer.renamed(analysis, nullable(seed, working), item);
    CommonTables within =
        new CommonTables(
            item.name(),
            item.columns(),
            item.query(),
            outer,
            item.scope(),
            item.place(),
            CommonTables.Kind.PLAIN,
            null,
            named);
    AnalyzedQuery step = analysis.queries().query(union.operand(1), item.scope(), within, false);
    boolean all = ((SqlSetOperator) union.getOperator()).isAll();
    return union(seed, step, union, named, all, working);
  }

  private void refuseOrder(SqlOrderBy order) {
    String clause = null;
    SqlNode place = order;
    if (!order.orderList.isEmpty()) {
      clause = "ORDER BY";
      place = order.orderList.get(0);
    } else if (order.offset != null) {
      clause = "OFFSET";
      place = order.offset;
    } else if (order.fetch != null) {
      clause = "LIMIT";
      place = order.fetch;
    }
    if (clause != null) {
      throw analysis.error(
          SqlState.FEATURE_NOT_SUPPORTED,
          clause + " in a recursive query is not implemented",
          Positions.leftmost(place));
    }
  }

  private MegaDbException invalid(String message, SqlNode place) {
    return analysis.error(SqlState.INVALID_RECURSION, message, place);
  }

  /** The rows of a round, any of which may be null whatever the first term says. */
  private AnalyzedQuery nullable(AnalyzedQuery seed, int working) {
    RelDataTypeFactory.Builder row = analysis.session().types().builder();
    List<String> names = seed.rel().getRowType().getFieldNames();
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < seed.columns().size(); i++) {
      OutputColumn column = seed.columns().get(i);
      row.add(names.get(i), analysis.rel(column.type(), true));
      columns.add(new OutputColumn(column.name(), column.type(), 0, 0));
    }
    return new AnalyzedQuery(
        WorkingTableRel.create(analysis.session().cluster(), row.build(), working), columns);
  }

  private AnalyzedQuery union(
      AnalyzedQuery seed,
      AnalyzedQuery step,
      SqlCall union,
      AnalyzedQuery named,
      boolean all,
      int working) {
    if (seed.columns().size() != step.columns().size()) {
      throw analysis.error(
          SqlState.SYNTAX_ERROR,
          "each UNION query must have the same number of columns",
          QueryAnalyzer.firstItem(union.operand(1)));
    }
    List<RexNode> values = new ArrayList<>();
    for (int i = 0; i < seed.columns().size(); i++) {
      values.add(value(seed, step, i, union));
    }
    RelNode rows = Projections.project(step.rel(), values, step.rel().getRowType().getFieldNames());
    RelNode rel = RecursiveRel.create(seed.rel(), rows, all, working, named.rel().getRowType());
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < seed.columns().size(); i++) {
      columns.add(
          new OutputColumn(seed.columns().get(i).name(), seed.columns().get(i).type(), 0, 0));
    }
    return new AnalyzedQuery(rel, columns);
  }

  /** A column of the recursive term; both terms together must have the type of the first. */
  private RexNode value(AnalyzedQuery seed, AnalyzedQuery step, int column, SqlCall union) {
    Typed first = analysis.queries().column(seed, column, union.operand(0));
    Typed second = analysis.queries().column(step, column, union.operand(1));
    PgType type = analysis.coercion().common(List.of(first, second), "UNION");
    PgType expected = PgRelDataType.of(first.rex().getType());
    if (!type.equals(expected)) {
      throw analysis
          .error(
              SqlState.DATATYPE_MISMATCH,
              "recursive query \""
                  + item.name()
                  + "\" column "
                  + (column + 1)
                  + " has type "
                  + expected
                  + " in non-recursive term but type "
                  + type
                  + " overall",
              first.position())
          .withHint("Cast the output of the non-recursive term to the correct type.");
    }
    return analysis.coercion().coerce(second, expected, Context.IMPLICIT).rex();
  }
}
