package io.megadb.operator.scan;

import io.megadb.execution.ExecutionContext;
import io.megadb.expression.Evaluator;
import io.megadb.operator.Expressions;
import io.megadb.operator.Operator;
import io.megadb.operator.Selection;
import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;
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
  private final List<Evaluator> filters;
  private long remaining;
  private BatchReader reader;

  public ScanOperator(TableScan scan, SplitSource splits, ExecutionContext context) {
    this.scan = scan;
    this.splits = splits;
    this.context = context;
    this.tier = context.extensions().reader(scan.table().accessMethod());
    this.filters = Expressions.compile(scan.filters(), context);
    this.remaining = scan.limit() < 0 ? Long.MAX_VALUE : scan.limit();
  }

  @Override
  public Batch next() throws Exception {
    while (remaining > 0) {
      context.cancellation().check();
      if (reader == null) {
        Split split = splits.poll();
        if (split == null) {
          return splits.finished() ? END : WAIT;
        }
        reader = tier.open(scan, split, context);
      }
      Batch batch = reader.next();
      if (batch == null) {
        closeReader();
        continue;
      }
      Batch kept = filter(batch);
      if (kept != null) {
        Batch limited = kept.size() > remaining ? kept.slice(0, (int) remaining) : kept;
        remaining -= limited.size();
        return limited;
      }
    }
    return END;
  }

  private Batch filter(Batch batch) {
    Batch kept = batch;
    for (Evaluator filter : filters) {
      kept = Selection.apply(kept, filter.evaluate(kept, context));
      if (kept == null) {
        return null;
      }
    }
    return kept.size() == 0 ? null : kept;
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
  }
}
