package io.megadb.operator.function;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.function.TableFunction;
import io.megadb.operator.Expressions;
import io.megadb.operator.Operator;
import io.megadb.operator.store.NullRows;
import io.megadb.plan.TableFunctionNode;
import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Calls a table function for each input row, or once without input. */
public final class TableFunctionOperator implements Operator {
  private static final Batch ONE_ROW = new Batch(1);

  private final TableFunctionNode node;
  private final Operator input;
  private final ExecutionContext context;
  private final TableFunction function;
  private final List<PgType> argumentTypes;
  private final List<Evaluator> arguments;

  private boolean done;
  private Batch current;
  private Vector[] values;
  private int row;
  private Iterator<Batch> call;
  private long ordinal;

  /**
   * @param input null if the function is called once
   */
  public TableFunctionOperator(TableFunctionNode node, Operator input, ExecutionContext context) {
    this.node = node;
    this.input = input;
    this.context = context;
    this.function = context.functions().table(node.function());
    if (function == null) {
      throw new MegaDbException(
          SqlState.UNDEFINED_FUNCTION, "function " + node.function() + " does not exist");
    }
    this.argumentTypes = node.arguments().stream().map(Expression::type).toList();
    this.arguments = Expressions.compile(node.arguments(), context);
  }

  @Override
  public Batch next() throws Exception {
    while (!done) {
      context.cancellation().check();
      if (call != null) {
        if (call.hasNext()) {
          Batch rows = call.next();
          if (rows.size() > 0) {
            return output(rows);
          }
          continue;
        }
        call = null;
        boolean empty = ordinal == 0;
        row++;
        if (empty && node.outer()) {
          return nullRow();
        }
      }
      if (current != null && row < current.size()) {
        call();
        continue;
      }
      Batch batch = nextInput();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        done = true;
      }
    }
    return END;
  }

  private Batch nextInput() throws Exception {
    if (input == null) {
      if (current != null) {
        return END;
      }
      current = ONE_ROW;
    } else {
      Batch batch = input.next();
      if (batch == END || batch == WAIT) {
        return batch;
      }
      current = batch;
    }
    row = 0;
    values = new Vector[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).evaluate(current, context);
    }
    return current;
  }

  private void call() {
    List<Object> call = new ArrayList<>(values.length);
    boolean anyNull = false;
    for (Vector value : values) {
      Object argument = Values.get(value, row);
      anyNull |= argument == null;
      call.add(argument);
    }
    ordinal = 0;
    this.call =
        anyNull && function.signature().strict()
            ? List.<Batch>of().iterator()
            : function.rows(argumentTypes, call, context.evaluation());
  }

  private Batch output(Batch rows) {
    Batch output = repeat(row, rows.size()).append(rows);
    if (!node.ordinality()) {
      ordinal += rows.size();
      return output;
    }
    long[] numbers = new long[rows.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = ++ordinal;
    }
    return output.append(new Batch(numbers.length, new LongVector(numbers.length, numbers, null)));
  }

  private Batch nullRow() {
    List<PgType> types = node.types();
    int inputColumns = current.columnCount();
    return repeat(row - 1, 1).append(NullRows.of(types.subList(inputColumns, types.size()), 1));
  }

  private Batch repeat(int source, int count) {
    Vector[] columns = new Vector[current.columnCount()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ConstantVector(count, current.column(i).slice(source, source + 1).flat());
    }
    return new Batch(count, columns);
  }

  @Override
  public void close() {
    done = true;
    call = null;
    current = null;
    if (input != null) {
      input.close();
    }
  }
}
