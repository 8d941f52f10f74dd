package io.megadb.execution.local;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.operator.FragmentInputs;
import io.megadb.operator.Operator;
import io.megadb.operator.OperatorTree;
import io.megadb.operator.exchange.Fragment;
import io.megadb.operator.exchange.RowDistributor;
import io.megadb.operator.join.SharedBuild;
import io.megadb.operator.runtimefilter.RuntimeFilters;
import io.megadb.operator.scan.ScanFilter;
import io.megadb.operator.scan.SplitQueue;
import io.megadb.operator.scan.SplitSource;
import io.megadb.operator.shared.SharedRows;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.TableScan;
import io.megadb.spi.BatchReader;
import io.megadb.spi.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * Runs plans in this process. The root fragment runs on the thread that pulls the result, which is
 * therefore the back-pressure: nobody pulls, nobody works beyond full queues. All other fragments
 * are tasks on the pool. Thread-safe; a result is confined to one thread.
 */
public final class LocalRun {
  private final Executor pool;

  /**
   * @param pool runs fragments below exchanges; one thread is enough for any plan
   */
  public LocalRun(Executor pool) {
    this.pool = pool;
  }

  /**
   * Starts a plan.
   *
   * @param splits of each scan by node id, decided before the run
   * @return the rows; closing it ends the run and gives all memory back
   */
  public BatchReader execute(
      PlanNode plan, Map<Integer, List<Split>> splits, ExecutionContext context) {
    Fragment root = Fragment.cut(plan);
    if (root.inputs().isEmpty() && root.reads().isEmpty()) {
      return new LocalResult(
          new OperatorTree(
                  new Instance(0, Map.of(), Map.of(), Map.of(), queues(root, splits), null, null),
                  context)
              .create(plan),
          context,
          null,
          null);
    }
    return new Workers(context).start(root, splits);
  }

  private static Map<Integer, SplitSource> queues(
      Fragment fragment, Map<Integer, List<Split>> splits) {
    Map<Integer, SplitSource> queues = new HashMap<>();
    for (TableScan scan : fragment.nodes(TableScan.class)) {
      List<Split> own = splits.getOrDefault(scan.properties().id(), List.of());
      queues.put(scan.properties().id(), new SplitQueue(own, fragment.parallelism()));
    }
    return queues;
  }

  private record Instance(
      int instance,
      Map<Integer, LocalExchange> exchanges,
      Map<Integer, List<SharedRows>> shared,
      Map<Integer, SharedBuild> builds,
      Map<Integer, SplitSource> queues,
      LocalExchange.Wakeable reader,
      RuntimeFilters filters)
      implements FragmentInputs {
    @Override
    public Operator exchange(ExchangeNode node) {
      return exchanges.get(node.properties().id()).reader(instance, reader);
    }

    @Override
    public Operator sharedRows(int id) {
      return shared.get(id).get(instance).reader(reader::wake);
    }

    @Override
    public SharedBuild.Reader sharedBuild(HashJoinNode join) {
      return builds.get(join.properties().id()).reader(reader::wake);
    }

    @Override
    public SplitSource splits(TableScan scan) {
      return queues.get(scan.properties().id());
    }

    @Override
    public List<ScanFilter> filters(TableScan scan) {
      return filters == null ? List.of() : filters.filters(scan, reader::wake);
    }

    @Override
    public Operator collecting(HashJoinNode join, Operator right) {
      return filters == null ? right : filters.collecting(join, right);
    }
  }

  /** The tasks of one run. */
  final class Workers {
    private final ExecutionContext context;

    /** Of the tasks alone: ends them when the result is closed, which is no error. */
    private final Cancellation cancellation = new Cancellation();

    private final ExecutionContext taskContext;
    private final List<FragmentTask> tasks = new ArrayList<>();
    private final Map<Integer, LocalExchange> exchanges = new HashMap<>();
    private final Map<Integer, List<SharedRows>> shared = new HashMap<>();
    private final Map<Integer, SharedBuild> builds = new HashMap<>();
    private final Signal signal = new Signal();
    private List<SharedRows> rootReads = List.of();
    private RuntimeFilters filters;
    private CountDownLatch running;
    private volatile boolean closed;
    private volatile Throwable failure;

    Workers(ExecutionContext context) {
      this.context = context;
      this.taskContext =
          new ExecutionContext(
              context.queryId(),
              context.evaluation(),
              context.parameters(),
              context.extensions(),
              context.memory(),
              cancellation,
              context.metrics(),
              context.batchRows());
    }

    BatchReader start(Fragment root, Map<Integer, List<Split>> splits) {
      List<Operator> created = new ArrayList<>();
      try {
        filters = new RuntimeFilters(root.root(), context.memory());
        Map<Integer, Integer> readers = root.sharedReaders();
        for (Fragment fragment : root.sharedFragments()) {
          addInputs(fragment, splits, created);
          addShared(fragment, readers.get(fragment.shared().id()), splits, created);
        }
        addInputs(root, splits, created);
        rootReads = reads(root, 0);
        Instance instance =
            new Instance(0, exchanges, shared, builds, queues(root, splits), signal, filters);
        Operator rootOperator = new OperatorTree(instance, context).create(root.root());
        created.add(rootOperator);
        running = new CountDownLatch(tasks.size());
        LocalResult result = new LocalResult(rootOperator, context, this, signal);
        tasks.forEach(FragmentTask::wake);
        return result;
      } catch (RuntimeException e) {
        created.forEach(Operator::close);
        shared.values().forEach(instances -> instances.forEach(SharedRows::discard));
        builds.values().forEach(SharedBuild::close);
        throw e;
      }
    }

    /** Holds, for one instance of a fragment, what it reads of shared plans. */
    private List<SharedRows> reads(Fragment fragment, int instance) {
      List<SharedRows> reads = new ArrayList<>();
      for (Fragment read : fragment.reads()) {
        SharedRows rows = shared.get(read.shared().id()).get(instance);
        rows.attachReader();
        reads.add(rows);
      }
      return reads;
    }

    private void addShared(
        Fragment fragment, int readers, Map<Integer, List<Split>> splits, List<Operator> created) {
      List<SharedRows> instances = new ArrayList<>();
      shared.put(fragment.shared().id(), instances);
      Map<Integer, SplitSource> queues = queues(fragment, splits);
      for (int i = 0; i < fragment.parallelism(); i++) {
        SharedRows rows = new SharedRows(fragment.shared(), readers, context);
        instances.add(rows);
        rows.attachWriter();
        addTask(fragment, i, new SharedTaskOutput(rows), queues, created);
      }
    }

    private FragmentTask addTask(
        Fragment fragment,
        int number,
        TaskOutput output,
        Map<Integer, SplitSource> queues,
        List<Operator> created) {
      FragmentTask task = new FragmentTask(this, pool, output, reads(fragment, number));
      Instance instance = new Instance(number, exchanges, shared, builds, queues, task, filters);
      Operator operator = new OperatorTree(instance, taskContext).create(fragment.root());
      created.add(operator);
      task.setRoot(operator);
      tasks.add(task);
      return task;
    }

    private void addInputs(
        Fragment fragment, Map<Integer, List<Split>> splits, List<Operator> created) {
      for (Fragment input : fragment.inputs()) {
        if (input.output().distribution() == ExchangeNode.Distribution.SHARED) {
          addBuild(fragment, input, splits, created);
          continue;
        }
        LocalExchange exchange = new LocalExchange(fragment.parallelism(), context.memory());
        exchanges.put(input.output().properties().id(), exchange);
        addInputs(input, splits, created);
        Map<Integer, SplitSource> queues = queues(input, splits);
        for (int i = 0; i < input.parallelism(); i++) {
          RowDistributor distributor =
              new RowDistributor(
                  input.output(), fragment.parallelism(), i, context.batchRows(), exchange::offer);
          ExchangeTaskOutput output = new ExchangeTaskOutput(exchange, distributor);
          exchange.addProducer(addTask(input, i, output, queues, created));
        }
      }
    }

    private void addBuild(
        Fragment above, Fragment input, Map<Integer, List<Split>> splits, List<Operator> created) {
      HashJoinNode join = builtFrom(above, input.output());
      SharedBuild build =
          new SharedBuild(join, above.parallelism(), filters.keys(join), taskContext);
      builds.put(join.properties().id(), build);
      addInputs(input, splits, created);
      Map<Integer, SplitSource> queues = queues(input, splits);
      for (int i = 0; i < input.parallelism(); i++) {
        build.attachBuilder();
        RowDistributor distributor =
            new RowDistributor(
                input.output(), 1, i, context.batchRows(), (target, batch) -> build.add(batch));
        addTask(input, i, new BuildTaskOutput(build, distributor), queues, created);
      }
    }

    private static HashJoinNode builtFrom(Fragment fragment, ExchangeNode exchange) {
      int id = exchange.properties().id();
      for (HashJoinNode join : fragment.nodes(HashJoinNode.class)) {
        if (join.right().properties().id() == id) {
          return join;
        }
      }
      throw new IllegalStateException("no hash join builds exchange " + id);
    }

    boolean closed() {
      return closed;
    }

    /** The first failure ends the run; the others are its consequences. */
    synchronized void fail(Throwable newFailure) {
      if (failure == null && !closed) {
        failure = newFailure;
        cancellation.cancel(asException(newFailure));
        signal.wake();
      }
    }

    /** Throws the failure of a task, if there is one. */
    void check() {
      Throwable current = failure;
      if (current != null) {
        throw asException(current);
      }
    }

    void taskDone() {
      running.countDown();
    }

    /** Ends all tasks and waits until the last one has given its memory back. */
    void close() {
      synchronized (this) {
        closed = true;
      }
      cancellation.cancel(
          new MegaDbException(SqlState.QUERY_CANCELED, "the result is not read any more"));
      tasks.forEach(FragmentTask::closeIfIdle);
      rootReads.forEach(SharedRows::detachReader);
      boolean interrupted = false;
      while (running.getCount() > 0) {
        try {
          running.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      builds.values().forEach(SharedBuild::close);
      filters.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  static MegaDbException asException(Throwable failure) {
    if (failure instanceof MegaDbException known) {
      return known;
    }
    if (failure instanceof OutOfMemoryError) {
      return new MegaDbException(SqlState.OUT_OF_MEMORY, "the process is out of memory", failure);
    }
    return new MegaDbException(SqlState.INTERNAL_ERROR, "internal error: " + failure, failure);
  }
}
