package io.megadb.tables.connector.source;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.scan.ScanOperator;
import io.megadb.operator.scan.SplitQueue;
import io.megadb.plan.TableScan;
import io.megadb.tables.connector.type.BatchView;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;

/**
 * Reads splits one after another with the scan operator that statements use, and gives their rows.
 * Confined to the task's thread.
 */
final class TableSplitReader implements SourceReader<RowData, TableSplit> {
  private final TableScan scan;
  private final List<PgType> types;
  private final SourceReaderContext context;
  private final Counter rowsIn;
  private final ArrayDeque<TableSplit> assigned = new ArrayDeque<>();
  private ExecutionContext execution;
  private boolean noMoreSplits;
  private CompletableFuture<Void> available = new CompletableFuture<>();
  private TableSplit current;
  private Operator operator;
  private long position;
  private BatchView batch;
  private int row;

  /**
   * @param types of the scan's columns that rows have, its first ones
   */
  TableSplitReader(TableScan scan, List<PgType> types, SourceReaderContext context) {
    this.scan = scan;
    this.types = types;
    this.context = context;
    this.rowsIn = context.metricGroup().getIOMetricGroup().getNumRecordsInCounter();
  }

  @Override
  public void start() {
    execution = TaskContexts.create(context.getUserCodeClassLoader().asClassLoader());
    if (assigned.isEmpty()) {
      context.sendSplitRequest();
    }
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
    while (batch == null || row == batch.size()) {
      if (!nextBatch()) {
        if (noMoreSplits) {
          return InputStatus.END_OF_INPUT;
        }
        if (available.isDone()) {
          // One that somebody waits for must stay: Flink also asks without having waited.
          available = new CompletableFuture<>();
        }
        return InputStatus.NOTHING_AVAILABLE;
      }
    }
    output.collect(batch.row(row++));
    position++;
    rowsIn.inc();
    return InputStatus.MORE_AVAILABLE;
  }

  /** Takes the next batch of the current split or of the next one; false if there is none now. */
  private boolean nextBatch() throws Exception {
    batch = null;
    row = 0;
    if (operator == null) {
      current = assigned.poll();
      if (current == null) {
        return false;
      }
      position = 0;
      operator = new ScanOperator(scan, new SplitQueue(List.of(current.split()), 1), execution);
    }
    Batch next = operator.next();
    if (next == Operator.END) {
      endSplit();
      return !assigned.isEmpty() || requestSplit();
    }
    batch = new BatchView(next, types);
    row = (int) Math.min(batch.size(), Math.max(0, current.skip() - position));
    position += row;
    return true;
  }

  private void endSplit() {
    operator.close();
    operator = null;
    current = null;
  }

  private boolean requestSplit() {
    if (!noMoreSplits) {
      context.sendSplitRequest();
    }
    return false;
  }

  @Override
  public List<TableSplit> snapshotState(long checkpointId) {
    List<TableSplit> splits = new ArrayList<>(assigned);
    if (current != null) {
      splits.add(current.withSkip(position));
    }
    return splits;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return noMoreSplits || batch != null || operator != null || !assigned.isEmpty()
        ? CompletableFuture.completedFuture(null)
        : available;
  }

  @Override
  public void addSplits(List<TableSplit> splits) {
    assigned.addAll(splits);
    available.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    noMoreSplits = true;
    available.complete(null);
  }

  @Override
  public void close() {
    if (operator != null) {
      operator.close();
    }
  }
}
