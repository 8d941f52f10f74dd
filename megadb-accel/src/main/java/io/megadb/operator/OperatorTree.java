package io.megadb.operator;

import io.megadb.error.MegaDbException;
import io.megadb.execution.ExecutionContext;
import io.megadb.operator.aggregate.ExpandOperator;
import io.megadb.operator.aggregate.HashAggregateOperator;
import io.megadb.operator.filter.FilterOperator;
import io.megadb.operator.filter.ProjectOperator;
import io.megadb.operator.function.SetProjectionOperator;
import io.megadb.operator.function.TableFunctionOperator;
import io.megadb.operator.join.HashJoinOperator;
import io.megadb.operator.join.KeptBuild;
import io.megadb.operator.join.NestedLoopJoinOperator;
import io.megadb.operator.join.PairJoin;
import io.megadb.operator.limit.LimitOperator;
import io.megadb.operator.limit.SingleRowOperator;
import io.megadb.operator.limit.TiesOperator;
import io.megadb.operator.scan.ScanOperator;
import io.megadb.operator.set.SetOperator;
import io.megadb.operator.set.UnionOperator;
import io.megadb.operator.shared.SharedOperator;
import io.megadb.operator.sort.SortOperator;
import io.megadb.operator.sort.TopNOperator;
import io.megadb.operator.subplan.ApplyOperator;
import io.megadb.operator.subplan.RecursiveOperator;
import io.megadb.operator.values.ValuesOperator;
import io.megadb.operator.window.WindowOperator;
import io.megadb.plan.AggregateNode;
import io.megadb.plan.ApplyNode;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.ExpandNode;
import io.megadb.plan.FilterNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.LimitNode;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.RecursiveNode;
import io.megadb.plan.SetOperationNode;
import io.megadb.plan.SetProjectionNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.SharedReadNode;
import io.megadb.plan.SingleRowNode;
import io.megadb.plan.SortNode;
import io.megadb.plan.TableFunctionNode;
import io.megadb.plan.TableScan;
import io.megadb.plan.TiesNode;
import io.megadb.plan.TopNNode;
import io.megadb.plan.UnionNode;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.WindowNode;
import io.megadb.plan.WorkingTableNode;
import io.megadb.spi.OperatorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes the operators of one instance of a fragment. */
public final class OperatorTree {
  private final FragmentInputs fragment;
  private final ExecutionContext context;
  private final UnaryOperator<Operator> around;

  public OperatorTree(FragmentInputs fragment, ExecutionContext context) {
    this(fragment, context, UnaryOperator.identity());
  }

  /** Puts something around every operator, as tests do. */
  OperatorTree(FragmentInputs fragment, ExecutionContext context, UnaryOperator<Operator> around) {
    this.fragment = fragment;
    this.context = context;
    this.around = around;
  }

  /** The operator of a node over its inputs'; stops at exchanges. Closing it closes all. */
  public Operator create(PlanNode node) {
    if (node instanceof ExchangeNode exchange) {
      return measured(fragment.exchange(exchange), node);
    }
    if (node instanceof SharedReadNode read) {
      return measured(fragment.sharedRows(read.id()), node);
    }
    if (node instanceof SharedNode shared) {
      return shared.isCut()
          ? create(shared.body())
          : measured(new SharedOperator(shared, fragment, context, this::connected), node);
    }
    if (node instanceof WorkingTableNode working) {
      return measured(fragment.workingTable(working.id()), node);
    }
    List<Operator> inputs = new ArrayList<>();
    try {
      for (PlanNode input : started(node)) {
        inputs.add(create(input));
      }
      return measured(operator(node, inputs), node);
    } catch (RuntimeException e) {
      inputs.forEach(Operator::close);
      throw e;
    }
  }

  private OperatorTree connected(FragmentInputs inputs) {
    return new OperatorTree(inputs, context, around);
  }

  /**
   * The inputs that run along with a node. Others it starts itself, as often as it needs, or they
   * are built for all instances.
   */
  private static List<PlanNode> started(PlanNode node) {
    boolean repeats = node instanceof ApplyNode || node instanceof RecursiveNode;
    return repeats || isShared(node) ? node.inputs().subList(0, 1) : node.inputs();
  }

  private static boolean isShared(PlanNode node) {
    return node instanceof HashJoinNode join
        && join.right() instanceof ExchangeNode exchange
        && exchange.distribution() == ExchangeNode.Distribution.SHARED;
  }

  private Operator measured(Operator operator, PlanNode node) {
    return around.apply(new MeasuredOperator(operator, node.properties().id(), context));
  }

  private Operator keepingBuild(PairJoin operator, PlanNode join) {
    KeptBuild kept = fragment.keptBuild(join);
    if (kept != null) {
      operator.keepBuild(kept);
    }
    return operator;
  }

  private Operator operator(PlanNode node, List<Operator> inputs) {
    if (node instanceof TableScan scan) {
      return new ScanOperator(scan, fragment.splits(scan), fragment.filters(scan), context);
    }
    if (node.inputs().isEmpty() && fragment.instance() > 0) {
      return new UnionOperator(List.of());
    }
    if (node instanceof ValuesNode values) {
      return new ValuesOperator(values, context);
    }
    if (node instanceof FilterNode filter) {
      return new FilterOperator(filter, inputs.get(0), context);
    }
    if (node instanceof ProjectNode project) {
      return new ProjectOperator(project, inputs.get(0), context);
    }
    if (node instanceof AggregateNode aggregate) {
      return new HashAggregateOperator(aggregate, inputs.get(0), context);
    }
    if (node instanceof HashJoinNode join) {
      if (isShared(join)) {
        return new HashJoinOperator(join, inputs.get(0), fragment.sharedBuild(join), context);
      }
      Operator right = fragment.collecting(join, inputs.get(1));
      return keepingBuild(new HashJoinOperator(join, inputs.get(0), right, context), join);
    }
    if (node instanceof NestedLoopJoinNode join) {
      return keepingBuild(
          new NestedLoopJoinOperator(join, inputs.get(0), inputs.get(1), context), join);
    }
    if (node instanceof SortNode sort) {
      return new SortOperator(sort, inputs.get(0), context);
    }
    if (node instanceof ExpandNode expand) {
      return new ExpandOperator(expand, inputs.get(0));
    }
    if (node instanceof WindowNode window) {
      return new WindowOperator(window, inputs.get(0), context);
    }
    if (node instanceof TopNNode top) {
      return new TopNOperator(top, inputs.get(0), context);
    }
    if (node instanceof LimitNode limit) {
      return new LimitOperator(limit, inputs.get(0), context);
    }
    if (node instanceof UnionNode) {
      return new UnionOperator(inputs);
    }
    if (node instanceof SetOperationNode set) {
      return new SetOperator(set, inputs.get(0), inputs.get(1), context);
    }
    if (node instanceof SingleRowNode single) {
      return new SingleRowOperator(single, inputs.get(0));
    }
    if (node instanceof TableFunctionNode function) {
      Operator input = inputs.isEmpty() ? null : inputs.get(0);
      return new TableFunctionOperator(function, input, context);
    }
    if (node instanceof SetProjectionNode sets) {
      return new SetProjectionOperator(sets, inputs.get(0), context);
    }
    if (node instanceof TiesNode ties) {
      return new TiesOperator(ties, inputs.get(0), context);
    }
    if (node instanceof ApplyNode apply) {
      return new ApplyOperator(apply, inputs.get(0), fragment, context);
    }
    if (node instanceof RecursiveNode recursive) {
      return new RecursiveOperator(recursive, inputs.get(0), fragment, context);
    }
    OperatorFactory factory = context.extensions().operator(node.getClass());
    if (factory == null) {
      throw MegaDbException.notSupported("plan node " + node.getClass().getSimpleName());
    }
    return factory.create(node, inputs, context);
  }
}
