package io.megadb.vectorops.search;

import io.megadb.function.FunctionRegistry;
import io.megadb.function.ScalarFunction;
import io.megadb.function.Volatility;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.planner.spi.PlanRefinement;
import io.megadb.vectorops.join.NeighbourJoinNode;
import io.megadb.vectorops.join.Pairing;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets one operator compare many vectors with many: neighbours of each row of another input
 * (LATERAL), and pairs nearer than some distance. Where a plan asks for them otherwise than {@link
 * LateralNeighbours} and {@link NearPairs} say, it stays as it is.
 */
public final class NeighbourJoins implements PlanRefinement {
  /** Cost of an element of a pair of vectors, in units of the cost model. */
  private static final double ELEMENT = 0.00002;

  /** Elements of a vector whose type does not say. */
  private static final int UNKNOWN_LENGTH = 100;

  @Override
  public Refined refine(PlanNode plan, Run run) {
    Refinement refinement = new Refinement(run.context().functions(), largestId(plan) + 1);
    PlanNode refined = refinement.refine(plan);
    return new Refined(refined, refinement.notes);
  }

  private static int largestId(PlanNode node) {
    int largest = node.properties().id();
    for (PlanNode input : node.inputs()) {
      largest = Math.max(largest, largestId(input));
    }
    return largest;
  }

  /** One plan's. */
  private static final class Refinement {
    private final FunctionRegistry functions;
    private final List<String> notes = new ArrayList<>();
    private int nextId;

    Refinement(FunctionRegistry functions, int firstId) {
      this.functions = functions;
      this.nextId = firstId;
    }

    private boolean isVolatile(FunctionCall call) {
      ScalarFunction function = functions.scalar(call.function());
      return function == null || function.signature().volatility() == Volatility.VOLATILE;
    }

    PlanNode refine(PlanNode node) {
      LateralNeighbours lateral = LateralNeighbours.of(node, this::isVolatile);
      if (lateral != null) {
        return join(
            node, lateral.loop().left(), lateral.rows(), lateral.pairing(), lateral.outputs());
      }
      NearPairs pairs = NearPairs.of(node);
      if (pairs != null) {
        return join(node, pairs.left(), pairs.right(), pairs.pairing(), pairs.outputs());
      }
      List<PlanNode> inputs = new ArrayList<>();
      boolean changed = false;
      for (PlanNode input : node.inputs()) {
        PlanNode refined = refine(input);
        changed |= refined != input;
        inputs.add(refined);
      }
      return changed ? node.withInputs(inputs) : node;
    }

    private PlanNode join(
        PlanNode replaced,
        PlanNode left,
        PlanNode right,
        Pairing pairing,
        List<Expression> outputs) {
      PlanNode refinedLeft = refine(left);
      PlanNode refinedRight = refine(right);
      int length = right.types().get(pairing.rightVector()).typmod();
      double elements =
          Math.max(1, left.properties().rows())
              * Math.max(1, right.properties().rows())
              * (length > 0 ? length : UNKNOWN_LENGTH);
      PlanProperties properties =
          new PlanProperties(
              nextId++,
              replaced.properties().rows(),
              new CostVector(0, 0, elements * ELEMENT, 0, 0, 0));
      String search =
          "exact ("
              + (pairing.condition() == null
                  ? "every pair compared"
                  : "every pair compared that the condition allows")
              + ")";
      NeighbourJoinNode join =
          new NeighbourJoinNode(properties, refinedLeft, refinedRight, pairing, search);
      notes.add("Nearest Neighbours Join by " + pairing.distance().symbol() + ": " + search);
      return new ProjectNode(replaced.properties(), join, outputs);
    }
  }
}
