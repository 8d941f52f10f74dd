package io.megadb.flink.task;

import io.megadb.flink.exchange.RoutedBatch;
import io.megadb.operator.scan.SplitQueue;
import io.megadb.operator.scan.SplitSource;
import io.megadb.plan.TableScan;
import io.megadb.spi.Split;
import io.megadb.vector.Batch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalOperatorIOMetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorV2;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.operators.InputSelectable;
import org.apache.flink.streaming.api.operators.InputSelection;
import org.apache.flink.streaming.api.operators.MultipleInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * A fragment that reads exchanges, as a Flink operator with an input for each. Flink pushes, the
 * columnar operators pull: after each batch they are pulled as far as they come, and the exchange
 * they then wait for is the only input Flink may read.
 */
final class FragmentOperator extends AbstractStreamOperatorV2<RoutedBatch>
    implements MultipleInputStreamOperator<RoutedBatch>, InputSelectable, BoundedMultiInput {
  /**
   * Each message in the task's counter and in the operator's, which is added to it: see SentRows.
   */
  private static final int COUNTED_BY_FLINK = 2;

  private final FragmentSpec spec;
  private final List<Path> temporary;
  private final MailboxExecutor mailbox;
  private final InputSelection[] selections;

  @SuppressWarnings("rawtypes")
  private final List<Input> inputs = new ArrayList<>();

  private final Counter rowsIn;
  private FragmentRunner runner;
  private boolean started;

  FragmentOperator(StreamOperatorParameters<RoutedBatch> parameters, FragmentSpec spec) {
    super(parameters, spec.inputs().size() + spec.reads().size());
    this.spec = spec;
    this.mailbox = parameters.getMailboxExecutor();
    this.temporary =
        Stream.of(
                parameters
                    .getContainingTask()
                    .getEnvironment()
                    .getTaskManagerInfo()
                    .getTmpDirectories())
            .map(Path::of)
            .toList();
    this.selections = new InputSelection[spec.inputs().size() + spec.reads().size()];
    for (int i = 0; i < selections.length; i++) {
      selections[i] = new InputSelection.Builder().select(i + 1).build(selections.length);
      inputs.add(new ExchangeInput(i));
    }
    OperatorIOMetricGroup metrics = getMetricGroup().getIOMetricGroup();
    this.rowsIn = metrics.getNumRecordsInCounter();
    if (metrics instanceof InternalOperatorIOMetricGroup internal) {
      internal.reuseInputMetricsForTask();
    }
  }

  /** Rows only: watermarks and their like mean nothing to a query. */
  private final class ExchangeInput implements Input<RoutedBatch> {
    private final int index;

    ExchangeInput(int index) {
      this.index = index;
    }

    @Override
    public void processElement(StreamRecord<RoutedBatch> element) throws Exception {
      Batch batch = element.getValue().batch();
      rowsIn.inc(batch.size() - (long) COUNTED_BY_FLINK);
      runner.add(index, batch);
      runner.run();
    }

    @Override
    public void processWatermark(Watermark mark) {}

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void processLatencyMarker(LatencyMarker marker) {}

    @Override
    public void setKeyContextElement(StreamRecord<RoutedBatch> record) {}
  }

  @Override
  @SuppressWarnings("rawtypes")
  public List<Input> getInputs() {
    return inputs;
  }

  @Override
  public void open() throws Exception {
    StreamRecord<RoutedBatch> reused = new StreamRecord<>(null);
    runner =
        new FragmentRunner(
            spec,
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
            getUserCodeClassloader(),
            temporary,
            this::splits,
            batch -> output.collect(reused.replace(batch)),
            this::wake,
            getMetricGroup());
  }

  /** More rows of a shared plan: tells the task's thread, from another. */
  private void wake() {
    try {
      mailbox.execute(this::goOn, "rows of a shared plan");
    } catch (RejectedExecutionException e) {
      LOG.debug("the task has ended and needs no rows of a shared plan", e);
    }
  }

  private void goOn() throws Exception {
    if (started) {
      runner.run();
    }
  }

  private SplitSource splits(TableScan scan) {
    List<Split> all = spec.splits().getOrDefault(scan.properties().id(), List.of());
    List<Split> own =
        SplitAssignment.of(
            all,
            getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    return new SplitQueue(own, 1);
  }

  @Override
  public InputSelection nextSelection() {
    if (!started) {
      started = true;
      runFirst();
    }
    int wanted = runner.wanted();
    return wanted < 0 ? InputSelection.ALL : selections[wanted];
  }

  /** Finds out which input comes first; only from here on may rows be sent. */
  private void runFirst() {
    try {
      runner.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void endInput(int inputId) throws Exception {
    runner.end(inputId - 1);
    runner.run();
  }

  /** All inputs have ended; a scan may still wait for the filter of a join in another fragment. */
  @Override
  public void finish() throws Exception {
    while (runner.run() != FragmentRunner.Progress.ENDED) {
      mailbox.yield();
    }
    super.finish();
  }

  @Override
  public void close() throws Exception {
    try {
      if (runner != null) {
        runner.close();
      }
    } finally {
      super.close();
    }
  }
}
