package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.List;

/**
 * The rows of a plan that is computed once.
 *
 * @param id {@link SharedNode#id}
 * @param name {@link SharedNode#name}
 * @param written {@link SharedNode#written}
 * @param columns their names
 */
public record SharedReadNode(
    PlanProperties properties,
    int id,
    String name,
    boolean written,
    List<String> columns,
    List<PgType> columnTypes)
    implements PlanNode {
  public SharedReadNode {
    columns = List.copyOf(columns);
    columnTypes = List.copyOf(columnTypes);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of();
  }

  @Override
  public List<PgType> types() {
    return columnTypes;
  }

  @Override
  public SharedReadNode withInputs(List<PlanNode> inputs) {
    return this;
  }
}
