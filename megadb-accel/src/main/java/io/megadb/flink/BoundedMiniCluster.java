package io.megadb.flink;

import java.time.Duration;
import org.apache.flink.runtime.dispatcher.MemoryArchivedApplicationStore;
import org.apache.flink.runtime.entrypoint.component.DispatcherResourceManagerComponentFactory;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * A MiniCluster that forgets old jobs. Flink's own keeps every job that ever ran for its web UI,
 * whatever the options say, which a process that runs a job per statement cannot afford.
 */
final class BoundedMiniCluster extends MiniCluster {
  private final Duration keptFor;
  private final int keptJobs;

  /**
   * @param keptJobs ended jobs that the web UI still shows
   * @param keptFor how long it shows them
   */
  BoundedMiniCluster(MiniClusterConfiguration configuration, int keptJobs, Duration keptFor) {
    super(configuration);
    this.keptJobs = keptJobs;
    this.keptFor = keptFor;
  }

  @Override
  protected DispatcherResourceManagerComponentFactory
      createDispatcherResourceManagerComponentFactory() {
    DispatcherResourceManagerComponentFactory components =
        super.createDispatcherResourceManagerComponentFactory();
    return (configuration,
        resourceId,
        ioExecutor,
        rpcService,
        highAvailability,
        blobServer,
        heartbeats,
        delegationTokens,
        metricRegistry,
        unboundedStore,
        metricQueries,
        failureEnrichers,
        fatalErrors) ->
        components.create(
            configuration,
            resourceId,
            ioExecutor,
            rpcService,
            highAvailability,
            blobServer,
            heartbeats,
            delegationTokens,
            metricRegistry,
            new MemoryArchivedApplicationStore(keptFor, keptJobs, null, null),
            metricQueries,
            failureEnrichers,
            fatalErrors);
  }
}
