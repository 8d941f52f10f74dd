package io.megadb.vectorops.join;

import io.megadb.plan.DescribedNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each left row its neighbours among the right rows, nearest first. Output: left columns,
 * right columns, the distance as a float8.
 *
 * @param right read whole and kept, unless an index answers for all left rows
 * @param search how neighbours are found, for EXPLAIN
 */
public record NeighbourJoinNode(
    PlanProperties properties,
    PlanNode left,
    PlanNode right,
    Pairing pairing,
    IndexReference index,
    String search)
    implements DescribedNode {
  @Override
  public List<PlanNode> inputs() {
    return List.of(left, right);
  }

  @Override
  public List<PgType> types() {
    List<PgType> types = new ArrayList<>(left.types());
    types.addAll(right.types());
    types.add(PgType.of(PgTypes.FLOAT8));
    return types;
  }

  @Override
  public NeighbourJoinNode withInputs(List<PlanNode> inputs) {
    return new NeighbourJoinNode(properties, inputs.get(0), inputs.get(1), pairing, index, search);
  }

  @Override
  public boolean isRowByRow() {
    return true;
  }

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public String title() {
    return "Nearest Neighbours Join" + (pairing.outer() ? " Left" : "");
  }

  @Override
  public Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("Distance", pairing.distance().symbol());
    details.put("Search", search);
    return details;
  }
}
