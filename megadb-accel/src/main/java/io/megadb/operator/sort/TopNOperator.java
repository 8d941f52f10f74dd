package io.megadb.operator.sort;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.limit.RowCount;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowStore;
import io.megadb.plan.TopNNode;
import io.megadb.vector.Batch;
import io.megadb.vector.FlatVector;
import java.util.Arrays;

/**
 * The first rows of an order. Keeps at most twice as many rows as wanted (and a few batches), drops
 * the rest by sorting, and from then on drops rows on arrival that are not before the last one
 * kept. If those wanted do not fit, all that may be among them are sorted with files.
 */
public final class TopNOperator implements Operator {
  /** Rows beyond those wanted that are kept before they are sorted away. */
  private static final int SLACK_ROWS = 4 * Batch.MAX_ROWS;

  private final TopNNode node;
  private final Operator input;
  private final ExecutionContext context;
  private final OperatorSpill spill;
  private final RowSorter sorter;
  private final RowOrder order;
  private final long offset;
  private final long wanted;
  private RowStore rows;

  /** Takes over once rows do not fit; null before. */
  private ExternalSorter files;

  private long given;

  /** Keys of the last row kept, one row; null as long as fewer rows than wanted are known. */
  private FlatVector[] threshold;

  private boolean finished;
  private boolean closed;
  private int next;

  public TopNOperator(TopNNode node, Operator input, ExecutionContext context) {
    this.node = node;
    this.input = input;
    this.context = context;
    this.spill = new OperatorSpill(node.properties().id(), context);
    this.sorter = new RowSorter(node.types(), node.keys(), context.cancellation());
    this.order = new RowOrder(node.types(), node.keys());
    this.offset = RowCount.offset(node.offset(), context);
    long limit = RowCount.limit(node.limit(), context);
    this.wanted = limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : limit + offset;
    this.rows = new RowStore(node.types(), spill.account());
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
        if (files != null) {
          files.finish();
          finished = true;
          continue;
        }
        shrink();
        next = (int) Math.min(offset, rows.size());
        finished = true;
      } else {
        add(batch);
      }
    }
    if (files != null && !closed) {
      return fromFiles();
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
    if (files == null && rows.size() > 0 && !fits(kept)) {
      shrink();
      if (!fits(kept)) {
        files = new ExternalSorter(node.types(), node.keys(), 1, spill, context);
        for (int from = 0; from < rows.size(); from += Batch.MAX_ROWS) {
          files.add(rows.view().slice(from, Math.min(rows.size(), from + Batch.MAX_ROWS)));
        }
        rows.release();
      }
    }
    if (files != null) {
      files.add(kept);
      return;
    }
    rows.append(kept);
    if (wanted < Integer.MAX_VALUE / 2
        && rows.size() >= Math.max(2 * wanted, wanted + SLACK_ROWS)) {
      shrink();
    }
  }

  private boolean fits(Batch batch) {
    long bytes = rows.growth(batch.columns()) + RowSorter.bytes(rows.size() + batch.size());
    return spill.hasRoom(bytes + rows.heldBytes());
  }

  private Batch fromFiles() {
    Batch batch = files.next();
    while (batch != null && given + batch.size() <= offset) {
      given += batch.size();
      batch = files.next();
    }
    if (batch == null || given >= wanted) {
      return END;
    }
    int from = (int) Math.max(0, offset - given);
    int to = (int) Math.min(batch.size(), wanted - given);
    given += batch.size();
    return batch.slice(from, to);
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
    spill.account().add(sortBytes);
    int[] sorted = sorter.sort(rows.view());
    int keep = (int) Math.min(wanted, sorted.length);
    RowStore kept = new RowStore(node.types(), spill.account());
    for (int from = 0; from < keep; from += context.batchRows()) {
      int to = Math.min(keep, from + context.batchRows());
      kept.append(rows.view().select(Arrays.copyOfRange(sorted, from, to), to - from));
    }
    rows.release();
    spill.account().release(sortBytes);
    rows = kept;
    if (keep == wanted && keep > 0) {
      threshold = order.keys(rows.view().select(new int[] {keep - 1}, 1));
    }
  }

  @Override
  public void close() {
    closed = true;
    input.close();
    spill.close();
  }
}
