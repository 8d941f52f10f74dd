package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.List;

/**
 * The rows of a recursion's last round.
 *
 * @param id {@link RecursiveNode#workingTable}
 */
public record WorkingTableNode(PlanProperties properties, int id, List<PgType> columnTypes)
    implements PlanNode {
  public WorkingTableNode {
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
  public WorkingTableNode withInputs(List<PlanNode> inputs) {
    return this;
  }
}
