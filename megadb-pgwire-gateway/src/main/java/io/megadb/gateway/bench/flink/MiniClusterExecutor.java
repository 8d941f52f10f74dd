package io.megadb.gateway.bench.flink;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * Sends jobs to one running MiniCluster by a call in the same process. Flink's local executor
 * starts a cluster for each job and its remote one goes through HTTP; both are slower.
 */
final class MiniClusterExecutor
    implements PipelineExecutorServiceLoader, PipelineExecutorFactory, PipelineExecutor {
  /** The execution target that means this executor. */
  static final String NAME = "minicluster";

  private final MiniCluster cluster;

  MiniClusterExecutor(MiniCluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public CompletableFuture<JobClient> execute(
      Pipeline pipeline, Configuration configuration, ClassLoader loader) {
    StreamGraph graph = (StreamGraph) pipeline;
    graph.setJobId(JobID.generate());
    return cluster
        .submitJob(graph)
        .thenApply(
            accepted ->
                new MiniClusterJobClient(
                    accepted.getJobID(),
                    cluster,
                    loader,
                    MiniClusterJobClient.JobFinalizationBehavior.NOTHING));
  }

  @Override
  public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
    return this;
  }

  @Override
  public Stream<String> getExecutorNames() {
    return Stream.of(NAME);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean isCompatibleWith(Configuration configuration) {
    return true;
  }

  @Override
  public PipelineExecutor getExecutor(Configuration configuration) {
    return this;
  }
}
