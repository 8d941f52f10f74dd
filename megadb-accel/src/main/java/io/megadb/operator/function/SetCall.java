package io.megadb.operator.function;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.function.TableFunction;
import io.megadb.operator.Expressions;
import io.megadb.plan.SetProjectionNode;
import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One function that returns a set, called for one input row after the other. */
final class SetCall {
  private final SetProjectionNode.Call call;
  private final ExecutionContext context;
  private final TableFunction function;
  private final List<PgType> argumentTypes;
  private final List<Evaluator> arguments;
  private Vector[] values;
  private Iterator<Batch> rows;
  private Batch batch;
  private int next;

  SetCall(SetProjectionNode.Call call, ExecutionContext context) {
    this.call = call;
    this.context = context;
    function = context.functions().table(call.function());
    if (function == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_FUNCTION, "function " + call.function() + " does not exist");
    }
    argumentTypes = call.arguments().stream().map(Expression::type).toList();
    arguments = Expressions.compile(call.arguments(), context);
  }

  PgType type() {
    return call.type();
  }

  /** Evaluates the arguments for all rows of a batch. */
  void bind(Batch input) {
    values = new Vector[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).evaluate(input, context);
    }
  }

  /** Calls the function for a row. */
  void start(int row) {
    List<Object> actual = new ArrayList<>(values.length);
    boolean anyNull = false;
    for (Vector value : values) {
      Object argument = Values.get(value, row);
      anyNull |= argument == null;
      actual.add(argument);
    }
    rows =
        anyNull && function.signature().strict()
            ? List.<Batch>of().iterator()
            : function.rows(argumentTypes, actual, context.evaluation());
    batch = null;
    next = 0;
  }

  /** Rows at hand; 0 at the end of the set. */
  int available() {
    while ((batch == null || next == batch.size()) && rows.hasNext()) {
      batch = rows.next();
      next = 0;
    }
    return batch == null ? 0 : batch.size() - next;
  }

  /** The next rows, at most {@link #available}. */
  Batch take(int count) {
    Batch taken = batch.slice(next, next + count);
    next += count;
    return taken;
  }
}
