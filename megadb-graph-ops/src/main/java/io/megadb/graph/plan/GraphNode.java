package io.megadb.graph.plan;

import io.megadb.plan.CostVector;
import io.megadb.plan.DescribedNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import java.util.List;

/** An operation on a graph that it makes from the rows of its first two inputs. */
public interface GraphNode extends DescribedNode {
  /** Cost of an element that is kept, in units of {@code CostVector}. */
  double KEPT_COST = 0.02;

  /** Where the graph comes from. */
  GraphUse use();

  /** The same operation with another source of its graph. */
  GraphNode using(GraphUse use, PlanProperties properties, List<PlanNode> inputs);

  /** What remains of the estimates when the graph need not be built. */
  default PlanProperties withoutBuild() {
    CostVector cost = properties().cost();
    double build =
        KEPT_COST * (inputs().get(0).properties().rows() + inputs().get(1).properties().rows());
    return new PlanProperties(
        properties().id(),
        properties().rows(),
        new CostVector(
            cost.sequentialIo(),
            cost.randomIo(),
            Math.max(0, cost.cpu() - build),
            cost.network(),
            cost.accelerator(),
            cost.memory()));
  }
}
