package io.megadb.plan;

import io.megadb.type.PgType;
import java.util.List;

/** INTERSECT and EXCEPT, with or without ALL; nulls are equal. */
public record SetOperationNode(
    PlanProperties properties, Kind kind, boolean all, PlanNode left, PlanNode right)
    implements PlanNode {
  @Override
  public List<PlanNode> inputs() {
    return List.of(left, right);
  }

  @Override
  public List<PgType> types() {
    return left.types();
  }

  @Override
  public SetOperationNode withInputs(List<PlanNode> inputs) {
    return new SetOperationNode(properties, kind, all, inputs.get(0), inputs.get(1));
  }

  /** The two operations. */
  public enum Kind {
    INTERSECT,
    EXCEPT
  }
}
