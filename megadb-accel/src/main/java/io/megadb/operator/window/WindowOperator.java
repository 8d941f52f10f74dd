package io.megadb.operator.window;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.sort.RowSorter;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.SortKey;
import io.megadb.plan.WindowNode;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps all rows, sorts them by partition and order, computes every call for all of them and gives
 * them in that order, each with the calls' results.
 */
public final class WindowOperator implements Operator {
  private final WindowNode node;
  private final Operator input;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final RowStore rows;
  private final List<SortKey> sortKeys;
  private final List<CallEvaluation> calls = new ArrayList<>();
  private Batch output;
  private int next;
  private boolean closed;

  public WindowOperator(WindowNode node, Operator input, ExecutionContext context) {
    this.node = node;
    this.input = input;
    this.context = context;
    this.account = new MemoryAccount(context.memory());
    this.rows = new RowStore(node.input().types(), account);
    this.sortKeys = new ArrayList<>(SortedRows.partitionKeys(node));
    sortKeys.addAll(node.orderBy());
    node.calls().forEach(call -> calls.add(new CallEvaluation(call, node, context, account)));
  }

  @Override
  public Batch next() throws Exception {
    while (output == null && !closed) {
      context.cancellation().check();
      Batch batch = input.next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        input.close();
        output = evaluate(sorted());
      } else {
        rows.append(batch);
      }
    }
    if (closed || next >= output.size()) {
      return END;
    }
    int from = next;
    next = Math.min(output.size(), from + context.batchRows());
    return output.slice(from, next);
  }

  private Batch sorted() {
    Batch all = rows.view();
    if (sortKeys.isEmpty() || all.size() < 2) {
      return all;
    }
    long sortBytes = RowSorter.bytes(all.size());
    account.add(sortBytes);
    RowSorter sorter = new RowSorter(node.input().types(), sortKeys, context.cancellation());
    int[] order = sorter.sort(all);
    account.add(all.bytes());
    Batch sorted = all.select(order, order.length);
    account.release(sortBytes);
    rows.release();
    return sorted;
  }

  private Batch evaluate(Batch sorted) {
    SortedRows layout = new SortedRows(node, sorted, context, account);
    Vector[] results = new Vector[calls.size()];
    for (int i = 0; i < results.length; i++) {
      context.cancellation().check();
      results[i] = calls.get(i).evaluate(layout);
      account.add(results[i].bytes());
    }
    return sorted.append(new Batch(sorted.size(), results));
  }

  @Override
  public void close() {
    closed = true;
    output = null;
    input.close();
    account.close();
  }
}
