package io.megadb.flink.task;

import io.megadb.execution.ExecutionContext;
import io.megadb.flink.ProcessRegistry;
import io.megadb.flink.exchange.RoutedBatch;
import io.megadb.operator.FragmentInputs;
import io.megadb.operator.Operator;
import io.megadb.operator.OperatorTree;
import io.megadb.operator.runtimefilter.RuntimeFilters;
import io.megadb.operator.scan.ScanFilter;
import io.megadb.operator.scan.SplitSource;
import io.megadb.operator.shared.SharedRows;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.TableScan;
import io.megadb.vector.Batch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.metrics.groups.OperatorMetricGroup;

/**
 * The operators of one fragment instance inside a Flink task: pulls rows as far as they come and
 * hands them on. Confined to the task's thread.
 */
final class FragmentRunner implements FragmentInputs, AutoCloseable {
  /** How far it came. */
  enum Progress {
    /** Rows were handed on; more may be there. */
    MORE,
    /** An input or a split must come first. */
    WAITING,
    /** All rows were handed on. */
    ENDED
  }

  private final FragmentSpec spec;
  private final int instance;
  private final Function<TableScan, SplitSource> splits;
  private final ExecutionContext context;
  private final List<InputQueue> inputs = new ArrayList<>();
  private final List<SharedRows> reads = new ArrayList<>();
  private final Runnable wake;

  /** Null where tasks of the query may be in other processes. */
  private final RuntimeFilters filters;

  private FragmentOutput output;
  private Operator root;
  private int wanted = -1;
  private boolean ended;
  private boolean closed;

  FragmentRunner(
      FragmentSpec spec,
      int instance,
      ClassLoader loader,
      List<Path> temporary,
      Function<TableScan, SplitSource> splits,
      Consumer<RoutedBatch> sender,
      Runnable wake,
      OperatorMetricGroup metrics) {
    this.spec = spec;
    this.instance = instance;
    this.splits = splits;
    this.wake = wake;
    this.context = ProcessRegistry.acquire(spec.query(), loader, temporary);
    this.filters = ProcessRegistry.filters(spec.query());
    for (int i = 0; i < spec.inputs().size() + spec.reads().size(); i++) {
      inputs.add(new InputQueue(this, i));
    }
    try {
      for (SharedPlan plan : spec.reads()) {
        SharedRows rows = sharedRows(plan);
        rows.attachReader();
        reads.add(rows);
      }
      output = output(sender, metrics);
      root = new OperatorTree(this, context).create(spec.root());
    } catch (RuntimeException failure) {
      RuntimeException e = spec.query().link() == null ? failure : DistantServices.map(failure);
      report(e);
      if (output != null) {
        output.close();
      }
      release();
      throw e;
    }
  }

  private FragmentOutput output(Consumer<RoutedBatch> sender, OperatorMetricGroup metrics) {
    TaskQuery query = spec.query();
    SentRows sentRows = new SentRows(metrics.getIOMetricGroup());
    if (spec.shared() != null) {
      return new SharedOutput(sharedRows(spec.shared()), sentRows);
    }
    return spec.output() == null
        ? new ResultOutput(
            spec.transport().open(query.databaseId(), query.queryId(), spec.root().types()),
            sentRows)
        : new ExchangeOutput(
            spec.output(), spec.targets(), instance, context.batchRows(), sender, sentRows);
  }

  private SharedRows sharedRows(SharedPlan plan) {
    return ProcessRegistry.sharedRows(
        spec.query(),
        plan.id(),
        instance,
        running -> new SharedRows(plan.node(), plan.types(), plan.readers(), running));
  }

  @Override
  public Operator sharedRows(int id) {
    for (int i = 0; i < reads.size(); i++) {
      if (spec.reads().get(i).id() == id) {
        return new SharedInput(this, spec.inputs().size() + i, reads.get(i).reader(wake));
      }
    }
    throw new IllegalStateException("shared plan " + id + " is not among the inputs");
  }

  @Override
  public Operator exchange(ExchangeNode node) {
    return inputs.get(spec.inputs().indexOf(node.properties().id()));
  }

  @Override
  public SplitSource splits(TableScan scan) {
    return splits.apply(scan);
  }

  @Override
  public List<ScanFilter> filters(TableScan scan) {
    return filters == null ? List.of() : filters.filters(scan, wake);
  }

  @Override
  public Operator collecting(HashJoinNode join, Operator right) {
    return filters == null ? right : filters.collecting(join, right);
  }

  @Override
  public int instance() {
    return instance;
  }

  /** Rows from an input. */
  void add(int input, Batch batch) {
    if (!ended) {
      inputs.get(input).add(batch);
    }
  }

  /** An input has ended. */
  void end(int input) {
    inputs.get(input).end();
  }

  void want(int input) {
    wanted = input;
  }

  /** The input that the operators wait for, or -1. */
  int wanted() {
    return ended ? -1 : wanted;
  }

  /** Pulls once. */
  Progress step() throws Exception {
    if (ended) {
      return Progress.ENDED;
    }
    wanted = -1;
    try {
      Batch batch = output.abandoned() ? Operator.END : root.next();
      if (batch == Operator.WAIT) {
        output.flush();
        return Progress.WAITING;
      }
      if (batch == Operator.END) {
        ended = true;
        // Before its rows end: once the reader has all rows, it has all counters too.
        ProcessRegistry.reportCounters(spec.query().databaseId(), spec.query().queryId());
        output.finish(inputsEnded());
        return Progress.ENDED;
      }
      output.accept(batch);
      return Progress.MORE;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      report(e);
      throw e;
    }
  }

  /** Pulls until nothing more comes. */
  Progress run() throws Exception {
    Progress progress = step();
    while (progress == Progress.MORE) {
      progress = step();
    }
    return progress;
  }

  private boolean inputsEnded() {
    for (InputQueue input : inputs) {
      if (!input.ended()) {
        return false;
      }
    }
    return true;
  }

  /** Tells the reader at once, before the job has failed. */
  private void report(Throwable failure) {
    if (!Thread.currentThread().isInterrupted()) {
      ProcessRegistry.report(spec.query().databaseId(), spec.query().queryId(), failure);
    }
    if (output != null) {
      output.fail(failure);
    }
  }

  private void release() {
    if (!closed) {
      closed = true;
      reads.forEach(SharedRows::detachReader);
      ProcessRegistry.release(spec.query().databaseId(), spec.query().queryId());
    }
  }

  @Override
  public void close() {
    try {
      root.close();
    } finally {
      try {
        output.close();
      } finally {
        release();
      }
    }
  }
}
