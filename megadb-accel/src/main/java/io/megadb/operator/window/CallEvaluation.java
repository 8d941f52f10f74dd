package io.megadb.operator.window;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.function.AggregateFunction;
import io.megadb.function.Aggregator;
import io.megadb.function.WindowFunction;
import io.megadb.function.window.WindowRows;
import io.megadb.operator.Selection;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.plan.WindowCall;
import io.megadb.plan.WindowNode;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;

/** One call made ready: a window function's kernel, or an aggregate over frames. */
final class CallEvaluation {
  private final WindowCall call;
  private final ExecutionContext context;
  private final FrameOffsets offsets;

  /** Null for an aggregate. */
  private final WindowFunction.Kernel kernel;

  /** Null for a window function. */
  private final Aggregator aggregator;

  private final boolean usesFrame;

  CallEvaluation(WindowCall call, WindowNode node, ExecutionContext context) {
    this.call = call;
    this.context = context;
    offsets = new FrameOffsets(call.frame(), node, context);
    WindowFunction function = context.functions().window(call.function());
    if (function != null) {
      kernel = function.bind(call.argumentTypes(), call.type());
      usesFrame = function.usesFrame();
      aggregator = null;
      return;
    }
    AggregateFunction aggregate = context.functions().aggregate(call.function());
    if (aggregate == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_FUNCTION, "window function " + call.function() + " does not exist");
    }
    kernel = null;
    usesFrame = true;
    aggregator = aggregate.bind(call.argumentTypes(), call.type());
  }

  /**
   * The results of all rows.
   *
   * @param account charged for what is needed meanwhile
   */
  Vector evaluate(SortedRows sorted, MemoryAccount account) {
    WindowRows rows = sorted.windowRows(call, offsets, usesFrame);
    Vector[] arguments = new Vector[call.arguments().size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = sorted.rows().column(call.arguments().get(i));
    }
    if (kernel != null) {
      return kernel.apply(rows, arguments);
    }
    FrameInput input = new FrameInput(aggregator, arguments, kept(sorted.rows()), context, account);
    return FrameAggregation.aggregate(input, rows, call.type());
  }

  /** Which rows the filter keeps; null for all. */
  private boolean[] kept(Batch rows) {
    if (call.filter() < 0) {
      return null;
    }
    int[] selected = new int[rows.size()];
    int count = Selection.trueRows(rows.column(call.filter()), selected);
    boolean[] kept = new boolean[rows.size()];
    for (int i = 0; i < count; i++) {
      kept[selected[i]] = true;
    }
    return kept;
  }
}
