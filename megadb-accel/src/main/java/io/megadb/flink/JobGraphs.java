package io.megadb.flink;

import io.megadb.flink.exchange.RoutedBatch;
import io.megadb.flink.exchange.RoutedBatchType;
import io.megadb.flink.exchange.RoutedPartitioner;
import io.megadb.flink.flight.FlightTransport;
import io.megadb.flink.result.InProcessTransport;
import io.megadb.flink.result.ResultTransport;
import io.megadb.flink.task.FragmentOperatorFactory;
import io.megadb.flink.task.FragmentSource;
import io.megadb.flink.task.FragmentSpec;
import io.megadb.flink.task.SharedPlan;
import io.megadb.flink.task.TaskQuery;
import io.megadb.operator.exchange.Fragment;
import io.megadb.operator.exchange.RemoteRows;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.TableScan;
import io.megadb.spi.Split;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.transformations.MultipleInputTransformation;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.flink.streaming.api.transformations.StreamExchangeMode;
import org.apache.flink.streaming.runtime.partitioner.BroadcastPartitioner;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;

/** Makes Flink jobs of plans: a vertex per fragment, an edge per exchange. Stateless. */
final class JobGraphs {
  private static final RoutedBatchType TYPE = new RoutedBatchType();

  private final TaskQuery query;
  private final ResultTransport transport;
  private final Map<Integer, List<Split>> splits;

  /** Fragments that read each shared plan, by its id, and those that compute them. */
  private final Map<Integer, Integer> readers;

  private final Map<Integer, Transformation<RoutedBatch>> shared = new HashMap<>();

  private JobGraphs(
      TaskQuery query,
      ResultTransport transport,
      Map<Integer, List<Split>> splits,
      Map<Integer, Integer> readers) {
    this.query = query;
    this.transport = transport;
    this.splits = splits;
    this.readers = readers;
  }

  static JobGraph create(
      Fragment root, Map<Integer, List<Split>> splits, TaskQuery query, String label) {
    StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration());
    ResultTransport transport =
        query.link() == null ? new InProcessTransport() : new FlightTransport();
    JobGraphs graphs = new JobGraphs(query, transport, splits, root.sharedReaders());
    environment.addOperator(graphs.transformation(root, 1));
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(label + " [" + query.queryId() + "]");
    return graph.getJobGraph(JobGraphs.class.getClassLoader(), JobID.generate());
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
    // Messages are large already: waiting for more of them would only delay the rows.
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
    // A row that has reached the client cannot be taken back by starting again.
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return configuration;
  }

  private Transformation<RoutedBatch> transformation(Fragment fragment, int targets) {
    ExchangeNode output = fragment.output();
    FragmentSpec spec =
        new FragmentSpec(
            query,
            RemoteRows.prune(fragment.root()),
            output == null ? null : RemoteRows.pruneBelow(output),
            fragment.shared() == null ? null : sharedPlan(fragment),
            targets,
            output == null && fragment.shared() == null ? transport : null,
            fragment.inputs().stream().map(input -> input.output().properties().id()).toList(),
            fragment.reads().stream().map(this::sharedPlan).toList(),
            splits(fragment));
    String name = FragmentNames.of(fragment);
    Transformation<RoutedBatch> transformation =
        fragment.inputs().isEmpty() && fragment.reads().isEmpty()
            ? new SourceTransformation<>(
                name,
                new FragmentSource(spec, fragment.nodes(TableScan.class)),
                WatermarkStrategy.noWatermarks(),
                TYPE,
                fragment.parallelism())
            : operator(fragment, name, spec);
    if (fragment.shared() != null || !fragment.reads().isEmpty()) {
      // Tasks of the same number meet in one process: the rows of shared plans do not travel.
      transformation.setCoLocationGroupKey("shared " + fragment.parallelism());
    }
    return transformation;
  }

  private SharedPlan sharedPlan(Fragment fragment) {
    return SharedPlan.of(fragment, readers.get(fragment.shared().id()));
  }

  private Transformation<RoutedBatch> sharedTransformation(Fragment fragment) {
    Transformation<RoutedBatch> known = shared.get(fragment.shared().id());
    if (known == null) {
      known = transformation(fragment, 1);
      shared.put(fragment.shared().id(), known);
    }
    return known;
  }

  private Transformation<RoutedBatch> operator(Fragment fragment, String name, FragmentSpec spec) {
    MultipleInputTransformation<RoutedBatch> operator =
        new MultipleInputTransformation<>(
            name, new FragmentOperatorFactory(spec), TYPE, fragment.parallelism());
    for (Fragment input : fragment.inputs()) {
      operator.addInput(
          new PartitionTransformation<>(
              transformation(input, fragment.parallelism()),
              partitioner(input.output().distribution()),
              StreamExchangeMode.PIPELINED));
    }
    for (Fragment read : fragment.reads()) {
      operator.addInput(
          new PartitionTransformation<>(
              sharedTransformation(read),
              RoutedPartitioner.pointwise("SHARED"),
              StreamExchangeMode.PIPELINED));
    }
    return operator;
  }

  private static StreamPartitioner<RoutedBatch> partitioner(
      ExchangeNode.Distribution distribution) {
    return distribution == ExchangeNode.Distribution.BROADCAST
        ? new BroadcastPartitioner<>()
        : new RoutedPartitioner(distribution.name());
  }

  private Map<Integer, List<Split>> splits(Fragment fragment) {
    Map<Integer, List<Split>> own = new HashMap<>();
    for (TableScan scan : fragment.nodes(TableScan.class)) {
      int id = scan.properties().id();
      own.put(id, splits.getOrDefault(id, List.of()));
    }
    return own;
  }
}
