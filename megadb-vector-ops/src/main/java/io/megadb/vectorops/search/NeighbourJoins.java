package io.megadb.vectorops.search;

import io.megadb.execution.ExecutionContext;
import io.megadb.function.FunctionRegistry;
import io.megadb.function.ScalarFunction;
import io.megadb.function.Volatility;
import io.megadb.operator.Expressions;
import io.megadb.plan.CostVector;
import io.megadb.plan.PlanNode;
import io.megadb.plan.PlanProperties;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.ScanColumn;
import io.megadb.plan.TableScan;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.planner.catalog.IndexDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.spi.PlanRefinement;
import io.megadb.vectorops.join.IndexReference;
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

  /** Distances that a search computes for a candidate it keeps, and what one costs in a block. */
  private static final int SEARCH_FACTOR = 128;

  private final VectorIndexes indexes;

  NeighbourJoins(VectorIndexes indexes) {
    this.indexes = indexes;
  }

  @Override
  public Refined refine(PlanNode plan, Run run) {
    Refinement refinement = new Refinement(run, indexes, largestId(plan) + 1);
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
    private final Run run;
    private final VectorIndexes indexes;
    private final FunctionRegistry functions;
    private final List<String> notes = new ArrayList<>();
    private int nextId;

    Refinement(Run run, VectorIndexes indexes, int firstId) {
      this.run = run;
      this.indexes = indexes;
      this.functions = run.context().functions();
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
      Search search = search(right, pairing);
      NeighbourJoinNode join =
          new NeighbourJoinNode(
              properties,
              refinedLeft,
              refinedRight,
              pairing,
              new IndexReference(search.index()),
              search.text());
      notes.add("Nearest Neighbours Join by " + pairing.distance().symbol() + ": " + search.text());
      return new ProjectNode(replaced.properties(), join, outputs);
    }

    /** Only LIMIT over all rows of a table asks what an index can answer. */
    private Search search(PlanNode right, Pairing pairing) {
      if (pairing.condition() != null) {
        return Search.exact("every pair compared that the condition allows");
      }
      if (pairing.limit() == null
          || !(right instanceof TableScan scan)
          || !scan.filters().isEmpty()
          || !scan.key().isEmpty()
          || scan.limit() >= 0
          || scan.rowIdentity()) {
        return Search.exact("every pair compared");
      }
      TableDefinition table = run.transaction().catalog().table(scan.table().oid());
      IndexDefinition index =
          table == null
              ? null
              : VectorIndexes.find(table, scan, pairing.rightVector(), pairing.distance());
      if (index == null) {
        return Search.exact("every pair compared, no index for " + pairing.distance().symbol());
      }
      ExecutionContext context = run.context();
      Object limit =
          NearestNeighbours.isBound(pairing.limit(), context)
              ? Expressions.value(pairing.limit(), context)
              : null;
      if (!(limit instanceof Long wanted) || wanted < 1 || wanted > Settings.BREADTH_MAX) {
        return Search.exact(
            "index " + index.name() + " answers LIMIT 1 to " + Settings.BREADTH_MAX);
      }
      VectorIndexes.Current current = indexes.current(table, scan, index, run);
      if (current.rows() == null) {
        return Search.exact(current.missing());
      }
      int breadth =
          Settings.number(context.evaluation(), Settings.SEARCH_BREADTH, 1, Settings.BREADTH_MAX);
      int rows = current.rows().size();
      if (rows <= (long) SEARCH_FACTOR * Math.max(breadth, wanted)) {
        return Search.exact(
            "comparing " + rows + " rows takes less than searching index " + index.name());
      }
      int dimensions = table.columnAt(index.attnum()).type().typmod();
      List<Integer> columns = scan.columns().stream().map(ScanColumn::ordinal).toList();
      return new Search(
          new JoinIndex(current.rows(), columns, pairing.rightVector(), dimensions, breadth),
          "approximate (index "
              + index.name()
              + ", ef_search "
              + breadth
              + "; a Flink job compares every pair)");
    }
  }

  /** How neighbours are found: by an index, or null, and what EXPLAIN says. */
  private record Search(JoinIndex index, String text) {
    static Search exact(String why) {
      return new Search(null, "exact (" + why + ")");
    }
  }
}
