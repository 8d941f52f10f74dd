package io.megadb.planner.statement;

import io.megadb.plan.ModifyNode;
import io.megadb.plan.PlanNode;
import io.megadb.type.PgType;
import java.util.List;

/** The result of planning. Immutable, so that it may be cached and run many times. */
public sealed interface PlannedStatement {
  /** Types of $1, $2 …, given or inferred. */
  List<PgType> parameterTypes();

  /**
   * A query.
   *
   * @param plan without exchanges
   */
  record Query(
      PlanNode plan,
      List<OutputColumn> columns,
      List<PgType> parameterTypes,
      Workload workload,
      boolean cacheable)
      implements PlannedStatement {}

  /**
   * INSERT, UPDATE or DELETE.
   *
   * @param columns of RETURNING; empty without it
   * @param returning projects the written rows (all table columns) to {@code columns}; empty
   *     without RETURNING
   */
  record Modification(
      ModifyNode plan,
      List<OutputColumn> columns,
      List<io.megadb.plan.expression.Expression> returning,
      List<PgType> parameterTypes,
      Workload workload,
      boolean cacheable)
      implements PlannedStatement {}

  /**
   * A change of the catalog.
   *
   * @param tag the command tag, such as "CREATE TABLE"
   * @param notices such as "relation \"t\" already exists, skipping"
   */
  record Definition(String tag, List<CatalogChange> changes, List<String> notices)
      implements PlannedStatement {
    @Override
    public List<PgType> parameterTypes() {
      return List.of();
    }
  }

  /**
   * CREATE TABLE AS: makes the table, then runs the query into it.
   *
   * @param withData false for WITH NO DATA
   */
  record CreateTableAs(CatalogChange.CreateTable create, Query query, boolean withData)
      implements PlannedStatement {
    @Override
    public List<PgType> parameterTypes() {
      return query.parameterTypes();
    }
  }

  /**
   * EXPLAIN of a query or modification.
   *
   * @param analyze run it and show true figures
   * @param format "text" or "json"
   */
  record Explain(
      PlannedStatement statement, boolean analyze, boolean verbose, boolean costs, String format)
      implements PlannedStatement {
    @Override
    public List<PgType> parameterTypes() {
      return statement.parameterTypes();
    }
  }
}
