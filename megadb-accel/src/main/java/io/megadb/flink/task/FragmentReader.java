package io.megadb.flink.task;

import io.megadb.flink.exchange.RoutedBatch;
import io.megadb.operator.scan.SplitSource;
import io.megadb.plan.TableScan;
import io.megadb.spi.Split;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.core.io.InputStatus;

/**
 * One task of a {@link FragmentSource}. Confined to the task's thread, which also delivers splits.
 */
final class FragmentReader implements SourceReader<RoutedBatch, FragmentSplit> {
  private final FragmentSpec spec;
  private final SourceReaderContext context;
  private final Map<Integer, AssignedSplits> splits = new HashMap<>();
  private FragmentRunner runner;
  private ReaderOutput<RoutedBatch> output;

  /** Guards what follows: a filter is told ready by another task's thread. */
  private final Object lock = new Object();

  private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);
  private boolean woken;

  FragmentReader(FragmentSpec spec, SourceReaderContext context) {
    this.spec = spec;
    this.context = context;
  }

  @Override
  public void start() {
    runner =
        new FragmentRunner(
            spec,
            context.getIndexOfSubtask(),
            context.getUserCodeClassLoader().asClassLoader(),
            temporary(),
            this::splits,
            batch -> output.collect(batch),
            this::wake,
            context.metricGroup());
  }

  /** The task manager's folders for temporary files. */
  private List<Path> temporary() {
    return Stream.of(ConfigurationUtils.parseTempDirectories(context.getConfiguration()))
        .map(Path::of)
        .toList();
  }

  private SplitSource splits(TableScan scan) {
    return splits.computeIfAbsent(scan.properties().id(), AssignedSplits::new);
  }

  /** Goes on once what the task waited for is there; any thread calls it. */
  private void wake() {
    synchronized (lock) {
      woken = true;
      available.complete(null);
    }
  }

  @Override
  public InputStatus pollNext(ReaderOutput<RoutedBatch> newOutput) throws Exception {
    output = newOutput;
    return switch (runner.step()) {
      case MORE -> InputStatus.MORE_AVAILABLE;
      case ENDED -> InputStatus.END_OF_INPUT;
      case WAITING -> waiting();
    };
  }

  private InputStatus waiting() {
    synchronized (lock) {
      if (woken) { // meanwhile
        woken = false;
        return InputStatus.MORE_AVAILABLE;
      }
      if (available.isDone()) { // somebody may be waiting for one that is not
        available = new CompletableFuture<>();
      }
      return InputStatus.NOTHING_AVAILABLE;
    }
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    synchronized (lock) {
      return available;
    }
  }

  @Override
  public void addSplits(List<FragmentSplit> added) {
    for (FragmentSplit split : added) {
      splits.computeIfAbsent(split.scan(), AssignedSplits::new).add(split);
    }
    wake();
  }

  @Override
  public void notifyNoMoreSplits() {}

  @Override
  public List<FragmentSplit> snapshotState(long checkpointId) {
    throw new IllegalStateException("queries take no checkpoints");
  }

  @Override
  public void close() {
    if (runner != null) {
      runner.close();
    }
  }

  /** The splits of one scan as they come; the next one is asked for while one is read. */
  private final class AssignedSplits implements SplitSource {
    private final int scan;
    private final ArrayDeque<Split> assigned = new ArrayDeque<>();
    private boolean last;

    /** The enumerator sends the first split by itself. */
    private boolean requested = true;

    AssignedSplits(int scan) {
      this.scan = scan;
    }

    void add(FragmentSplit split) {
      if (split.split() != null) {
        assigned.add(split.split());
      }
      last |= split.last();
      requested = false;
    }

    @Override
    public Split poll() {
      Split split = assigned.poll();
      if (assigned.isEmpty() && !last && !requested) {
        requested = true;
        context.sendSourceEventToCoordinator(new SplitRequest(scan));
      }
      return split;
    }

    @Override
    public boolean finished() {
      return last && assigned.isEmpty();
    }
  }
}
