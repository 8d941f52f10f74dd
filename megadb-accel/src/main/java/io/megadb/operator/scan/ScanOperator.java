package io.megadb.operator.scan;

import io.megadb.execution.ExecutionContext;
import io.megadb.execution.NodeMetrics;
import io.megadb.operator.Operator;
import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;
import io.megadb.spi.SelectiveReader;
import io.megadb.spi.Split;
import io.megadb.spi.TableReader;
import io.megadb.vector.Batch;
import java.util.List;

/**
 * Reads splits one after another and applies the scan's filters, whatever the tier did with them.
 * Gives {@link Operator#WAIT} while the next split is not known.
 */
public final class ScanOperator implements Operator {
  private final TableScan scan;
  private final SplitSource splits;
  private final ExecutionContext context;
  private final TableReader tier;
  private final ScanFilters filters;
  private final List<ScanFilter> runtime;
  private boolean ready;
  private long remaining;
  private BatchReader reader;
  private ScanRows rows;

  /** A scan without filters of joins above. */
  public ScanOperator(TableScan scan, SplitSource splits, ExecutionContext context) {
    this(scan, splits, List.of(), context);
  }

  /**
   * @param runtime filters of joins above, for which the scan waits
   */
  public ScanOperator(
      TableScan scan, SplitSource splits, List<ScanFilter> runtime, ExecutionContext context) {
    this.scan = scan;
    this.runtime = runtime;
    this.splits = splits;
    this.context = context;
    this.tier = context.extensions().reader(scan.table().accessMethod());
    this.filters = new ScanFilters(scan, runtime, context);
    this.remaining = scan.limit() < 0 ? Long.MAX_VALUE : scan.limit();
  }

  @Override
  public Batch next() throws Exception {
    while (remaining > 0) {
      context.cancellation().check();
      if (!ready && waiting()) {
        return WAIT;
      }
      ready = true;
      if (reader == null) {
        Split split = splits.poll();
        if (split == null) {
          return splits.finished() ? END : WAIT;
        }
        open(split);
      }
      if (!rows.advance()) {
        closeReader();
        continue;
      }
      Batch kept = filters.filter(rows);
      if (kept != null) {
        Batch limited = kept.size() > remaining ? kept.slice(0, (int) remaining) : kept;
        remaining -= limited.size();
        return limited;
      }
    }
    return END;
  }

  private void open(Split split) {
    reader = tier.open(scan, split, context);
    rows = new ScanRows(reader, scan.types().size());
    if (reader instanceof SelectiveReader selective) {
      for (ScanFilter filter : runtime) {
        filter.filter().narrow(selective, filter.column());
      }
    }
  }

  private boolean waiting() {
    boolean waiting = false;
    for (ScanFilter filter : runtime) {
      waiting |= !filter.filter().readyOrWake(filter.wake());
    }
    return waiting;
  }

  private void closeReader() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  @Override
  public void close() {
    remaining = 0;
    closeReader();
    long rejected = filters.takeRejectedByRuntime();
    if (rejected > 0) {
      context.metrics().add(scan.properties().id(), NodeMetrics.RUNTIME_FILTERED, rejected);
    }
  }
}
