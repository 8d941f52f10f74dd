package io.megadb.plan;

import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a table at the statement's snapshot.
 *
 * @param table what is read
 * @param columns the columns read, in output order
 * @param filters conjuncts over this node's output columns; a tier may use them to skip data and
 *     the scan operator applies whatever the tier did not, so the output always satisfies them
 * @param key values of all primary key columns for a point read, in key order; empty for a scan
 * @param limit rows after which reading may stop, or -1
 * @param rowIdentity adds a last column of type bytea that names each row for UPDATE and DELETE
 */
public record TableScan(
    PlanProperties properties,
    TableReference table,
    List<ScanColumn> columns,
    List<Expression> filters,
    List<Expression> key,
    long limit,
    boolean rowIdentity)
    implements PlanNode {
  public TableScan {
    columns = List.copyOf(columns);
    filters = List.copyOf(filters);
    key = List.copyOf(key);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of();
  }

  @Override
  public List<PgType> types() {
    List<PgType> types = new ArrayList<>();
    for (ScanColumn column : columns) {
      types.add(column.type());
    }
    if (rowIdentity) {
      types.add(PgType.of(PgTypes.BYTEA));
    }
    return types;
  }

  @Override
  public TableScan withInputs(List<PlanNode> inputs) {
    return this;
  }
}
