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
import io.megadb.vector.Vector;
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
  private final FilterInput[] inputs;
  private final DictionaryFilter[] dictionaries;
  private final List<ScanFilter> runtime;
  private boolean ready;
  private long remaining;
  private BatchReader reader;

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
    this.filters = Expressions.compile(scan.filters(), context);
    this.inputs =
        scan.filters().stream()
            .map(filter -> FilterInput.of(filter, scan.columns()))
            .toArray(FilterInput[]::new);
    this.dictionaries = new DictionaryFilter[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      int column = inputs[i].onlyColumn();
      dictionaries[i] = column < 0 ? null : new DictionaryFilter(filters.get(i), column, context);
    }
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

  /** Rows that pass all filters; columns are copied once, when all of them have been asked. */
  private Batch filter(Batch batch) {
    int count = batch.size();
    int[] rows = null;
    for (int i = 0; i < filters.size(); i++) {
      Batch seen = rows == null ? batch : inputs[i].select(batch, rows, count);
      int[] kept = new int[count];
      int left = dictionaries[i] == null ? -1 : dictionaries[i].select(seen, kept);
      if (left < 0) {
        left = Selection.trueRows(filters.get(i).evaluate(seen, context), kept);
      }
      if (left == 0) {
        return null;
      }
      if (left < count) {
        rows = rows == null ? kept : composed(rows, kept, left);
        count = left;
      }
    }
    for (ScanFilter filter : runtime) {
      Vector key = batch.column(filter.column());
      int[] kept = new int[count];
      int left = filter.filter().select(rows == null ? key : key.select(rows, count), count, kept);
      if (left == 0) {
        return null;
      }
      if (left > 0 && left < count) {
        rows = rows == null ? kept : composed(rows, kept, left);
        count = left;
      }
    }
    return rows == null ? batch : batch.select(rows, count);
  }

  private static int[] composed(int[] rows, int[] kept, int count) {
    for (int i = 0; i < count; i++) {
      kept[i] = rows[kept[i]];
    }
    return kept;
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
  }
}
