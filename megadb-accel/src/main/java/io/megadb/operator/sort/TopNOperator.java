package io.megadb.operator.sort;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.limit.RowCount;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.TopNNode;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import java.util.Arrays;

/**
 * The first rows of an order. Keeps at most twice as many rows as wanted (and a few batches), drops
 * the rest by sorting, and from then on drops rows on arrival that are not before the last one
 * kept.
 */
public final class TopNOperator implements Operator {
  /** Rows beyond those wanted that are kept before they are sorted away. */
  private static final int SLACK_ROWS = 4 * Batch.MAX_ROWS;

  private final TopNNode node;
  private final Operator input;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final RowSorter sorter;
  private final RowOrder order;
  private final long offset;
  private final long wanted;
  private RowStore rows;

  /** Keys of the last row kept, one row; null as long as fewer rows than wanted are known. */
  private FlatVector[] threshold;

  private boolean finished;
  private boolean closed;
  private int next;

  public TopNOperator(TopNNode node, Operator input, ExecutionContext context) {
    this.node = node;
    this.input = input;
    this.context = context;
    this.account = new MemoryAccount(context.memory());
    this.sorter = new RowSorter(node.types(), node.keys(), context.cancellation());
    this.order = new RowOrder(node.types(), node.keys());
    this.offset = RowCount.offset(node.offset(), context);
    long limit = RowCount.limit(node.limit(), context);
    this.wanted = limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : limit + offset;
    this.rows = new RowStore(node.types(), account);
  }

  @Override
  public Batch next() throws Exception {
    while (!finished && !closed) {
      context.cancellation().check();
      Batch batch = wanted == offset ? END : input.next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        input.close();
        shrink();
        next = (int) Math.min(offset, rows.size());
        finished = true;
      } else {
        add(batch);
      }
    }
    if (closed || next >= rows.size()) {
      return END;
    }
    int to = Math.min(rows.size(), next + context.batchRows());
    Batch output = rows.view().slice(next, to);
    next = to;
    return output;
  }

  private void add(Batch batch) {
    Batch kept = threshold == null ? batch : before(batch);
    if (kept.size() == 0) {
      return;
    }
    rows.append(kept);
    if (wanted < Integer.MAX_VALUE / 2
        && rows.size() >= Math.max(2 * wanted, wanted + SLACK_ROWS)) {
      shrink();
    }
  }

  private Batch before(Batch batch) {
    FlatVector[] keys = order.keys(batch);
    int[] selected = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (order.compare(keys, i, threshold, 0, 0) < 0) {
        selected[count++] = i;
      }
    }
    return count == batch.size() ? batch : batch.select(selected, count);
  }

  /** Sorts the rows and keeps those wanted. */
  private void shrink() {
    long sortBytes = RowSorter.bytes(rows.size());
    account.add(sortBytes);
    int[] sorted = sorter.sort(rows.view());
    int keep = (int) Math.min(wanted, sorted.length);
    RowStore kept = new RowStore(node.types(), account);
    for (int from = 0; from < keep; from += context.batchRows()) {
      int to = Math.min(keep, from + context.batchRows());
      kept.append(rows.view().select(Arrays.copyOfRange(sorted, from, to), to - from));
    }
    rows.release();
    account.release(sortBytes);
    rows = kept;
    if (keep == wanted && keep > 0) {
      threshold = order.keys(rows.view().select(new int[] {keep - 1}, 1));
    }
  }

  @Override
  public void close() {
    closed = true;
    input.close();
    account.close();
  }
}
