package io.megadb.operator.window;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.sort.ExternalSorter;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.plan.SortKey;
import io.megadb.plan.WindowNode;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * Sorts all rows by partition and order, computes every call for them and gives them in that order,
 * each with the calls' results. If the rows do not fit, some whole partitions at a time are
 * computed from the sorted files, and a single one that does not fit by {@link StreamedPartition}.
 */
public final class WindowOperator implements Operator {
  /** The rows, their sorted copy, results and frames are in memory together. */
  private static final int COPIES = 3;

  private final WindowNode node;
  private final Operator input;
  private final ExecutionContext context;
  private final OperatorSpill spill;
  private final ExternalSorter sorter;
  private final List<CallEvaluation> calls = new ArrayList<>();

  /** What the rows that are computed at a time take. */
  private OperatorSpill chunk;

  private PartitionReader partitions;

  /** The partition that is given from a file; null for none. */
  private StreamedPartition large;

  private Batch output;
  private int next;
  private boolean sorted;
  private boolean closed;

  public WindowOperator(WindowNode node, Operator input, ExecutionContext context) {
    this.node = node;
    this.input = input;
    this.context = context;
    node.calls().forEach(call -> calls.add(new CallEvaluation(call, node, context)));
    this.spill = new OperatorSpill(node.properties().id(), context);
    this.chunk = new OperatorSpill(node.properties().id(), context);
    List<SortKey> sortKeys = new ArrayList<>(SortedRows.partitionKeys(node));
    sortKeys.addAll(node.orderBy());
    this.sorter = new ExternalSorter(node.input().types(), sortKeys, COPIES, spill, context);
  }

  @Override
  public Batch next() throws Exception {
    while (!sorted && !closed) {
      context.cancellation().check();
      Batch batch = input.next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        input.close();
        sorter.finish();
        sorted = true;
        firstChunk();
      } else {
        sorter.add(batch);
      }
    }
    while (!closed) {
      Batch streamed = large == null ? null : large.next();
      if (streamed != null) {
        return streamed;
      }
      large = null;
      if (output != null && next < output.size()) {
        int from = next;
        next = Math.min(output.size(), from + context.batchRows());
        return output.slice(from, next);
      }
      if (!nextChunk()) {
        closed = true;
      }
    }
    return END;
  }

  private void firstChunk() {
    if (sorter.spilled()) {
      partitions = new PartitionReader(sorter, node, context);
      return;
    }
    Batch all = sorter.all();
    chunk.account().add(all.bytes());
    sorter.close();
    evaluate(all);
  }

  private boolean nextChunk() {
    output = null;
    chunk.close();
    if (partitions == null) {
      return false;
    }
    chunk = new OperatorSpill(node.properties().id(), context);
    PartitionReader.Piece piece = partitions.next(chunk, COPIES);
    if (piece == null) {
      return false;
    }
    if (piece.file() == null) {
      evaluate(piece.rows());
    } else {
      large = new StreamedPartition(node, piece.file(), context, chunk.account());
    }
    return true;
  }

  private void evaluate(Batch rows) {
    SortedRows layout = new SortedRows(node, rows, context, chunk.account());
    Vector[] results = new Vector[calls.size()];
    for (int i = 0; i < results.length; i++) {
      context.cancellation().check();
      results[i] = calls.get(i).evaluate(layout, chunk.account());
      chunk.account().add(results[i].bytes());
    }
    output = rows.append(new Batch(rows.size(), results));
    next = 0;
  }

  @Override
  public void close() {
    closed = true;
    output = null;
    large = null;
    input.close();
    chunk.close();
    spill.close();
  }
}
