package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.PgOrderBy;
import io.megadb.planner.relation.PlannerSession;
import io.megadb.planner.relation.TiesRel;
import java.util.List;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;

/** LIMIT, OFFSET and FETCH FIRST, with the sort below them. */
final class LimitAnalyzer {
  private final Analysis analysis;

  LimitAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  /**
   * The rows in their order, and as many of them as asked for.
   *
   * @param scope of the query itself, whose columns may not be used
   */
  RelNode limit(RelNode rel, List<RelFieldCollation> keys, SqlOrderBy order, Scope scope) {
    RexNode offset = count(order.offset, "OFFSET", scope);
    RexNode fetch = count(order.fetch, "LIMIT", scope);
    if (order instanceof PgOrderBy pg && pg.withTies()) {
      return withTies(rel, keys, offset, fetch);
    }
    return keys.isEmpty() && offset == null && fetch == null
        ? rel
        : LogicalSort.create(rel, RelCollations.of(keys), offset, fetch);
  }

  private RelNode withTies(
      RelNode rel, List<RelFieldCollation> keys, RexNode offset, RexNode fetch) {
    if (fetch == null) {
      throw new MegaDbException(
          SqlState.INVALID_ROW_COUNT_IN_LIMIT_CLAUSE,
          "row count cannot be null in FETCH FIRST ... WITH TIES clause");
    }
    RelCollation collation = RelCollations.of(keys);
    return TiesRel.create(LogicalSort.create(rel, collation, null, null), collation, offset, fetch);
  }

  private RexNode count(SqlNode node, String clause, Scope scope) {
    if (node == null) {
      return null;
    }
    scope.startClause(clause, false);
    Typed value = analysis.coercion().bigint(analysis.expressions().analyze(node, scope), clause);
    refuseColumns(value.rex(), clause, scope);
    if (value.isConstant()) {
      Object constant = Folding.value(value.rex());
      if (constant == null) {
        return null;
      }
      long rows = (Long) constant;
      if (rows < 0) {
        throw new MegaDbException(
            clause.equals("LIMIT")
                ? SqlState.INVALID_ROW_COUNT_IN_LIMIT_CLAUSE
                : SqlState.INVALID_ROW_COUNT_IN_RESULT_OFFSET_CLAUSE,
            clause + " must not be negative");
      }
      if (rows < PlannerSession.DEFERRED_BASE) {
        return analysis.rex().bigint(rows);
      }
    }
    if (RexUtil.SubQueryFinder.find(value.rex()) != null) {
      throw analysis.notSupported("subquery in " + clause, node);
    }
    return analysis.session().defer(value.rex());
  }

  private void refuseColumns(RexNode value, String clause, Scope scope) {
    value.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitInputRef(RexInputRef column) {
            throw analysis.error(
                SqlState.INVALID_COLUMN_REFERENCE,
                "argument of " + clause + " must not contain variables",
                scope.use(column).position());
          }
        });
  }
}
