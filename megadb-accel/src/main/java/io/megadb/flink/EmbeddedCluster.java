package io.megadb.flink;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.flink.result.ResultChannel;
import io.megadb.plan.PlanNode;
import io.megadb.spi.Split;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CleanupOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink in this process: one TaskManager, everything on the loopback address. The web UI is there
 * if flink-runtime-web is on the class path.
 */
public final class EmbeddedCluster implements FlinkCluster {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCluster.class);
  private static final String LOOPBACK = "127.0.0.1";

  /** They take a second at most; what does not start in this time will not. */
  private static final Duration START_WAIT = Duration.ofSeconds(10);

  /** How long the web UI shows an ended job that is not pushed out by newer ones. */
  private static final Duration KEPT_FOR = Duration.ofDays(1);

  /** Notes about a job's files, of which ours have none, are dropped after so long. */
  private static final long BLOB_CLEANUP_SECONDS = 60;

  private final MiniCluster cluster;
  private final int slots;
  private final URI webUi;

  private EmbeddedCluster(MiniCluster cluster, int slots, URI webUi) {
    this.cluster = cluster;
    this.slots = slots;
    this.webUi = webUi;
  }

  /** Starts the cluster; takes about a second. A port in use is error 53000. */
  public static EmbeddedCluster start(EmbeddedClusterOptions options) {
    MiniCluster cluster =
        new BoundedMiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(options))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(options.slots())
                .setCommonBindAddress(LOOPBACK)
                .build(),
            options.keptJobs(),
            KEPT_FOR);
    try {
      cluster.start();
      URI ui = cluster.getRestAddress().get();
      return new EmbeddedCluster(cluster, options.slots(), ui);
    } catch (Exception e) {
      cluster.closeAsync().exceptionally(failure -> null).join();
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new MegaDbException(
              SqlState.INSUFFICIENT_RESOURCES, "the embedded Flink cluster does not start", e)
          .withDetail(String.valueOf(e.getMessage()))
          .withHint("Is port " + options.uiPort() + " in use? 0 takes a free one.");
    }
  }

  private static Configuration configuration(EmbeddedClusterOptions options) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.PORT, options.uiPort());
    configuration.set(RestOptions.BIND_PORT, String.valueOf(options.uiPort()));
    configuration.set(RestOptions.ADDRESS, LOOPBACK);
    configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    configuration.set(TaskManagerOptions.HOST, LOOPBACK);
    configuration.set(BlobServerOptions.PORT, "0");
    configuration.set(BlobServerOptions.CLEANUP_INTERVAL, BLOB_CLEANUP_SECONDS);
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(WebOptions.RESCALE_ENABLE, false);
    configuration.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
    // Flink collects slot requests for 50 ms by default: longer than most of our jobs run.
    configuration.set(ResourceManagerOptions.REQUIREMENTS_CHECK_DELAY, Duration.ZERO);
    configuration.set(JobManagerOptions.SLOT_REQUEST_MAX_INTERVAL, Duration.ZERO);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, options.networkMemory());
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, options.networkMemory());
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, options.managedMemory());
    configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, options.heartbeatTimeout());
    configuration.set(RpcOptions.ASK_TIMEOUT_DURATION, Duration.ofMinutes(1));
    configuration.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
    configuration.set(CleanupOptions.CLEANUP_STRATEGY, "none");
    String scratch = System.getProperty("megadb.scratch");
    if (scratch != null) {
      configuration.set(CoreOptions.TMP_DIRS, scratch);
      configuration.set(WebOptions.TMP_DIR, scratch);
    }
    return configuration;
  }

  @Override
  public CompletableFuture<Void> submit(JobGraph job) {
    return cluster.submitJob(job).thenApply(accepted -> null);
  }

  @Override
  public CompletableFuture<JobResult> result(JobID job) {
    return cluster.requestJobResult(job);
  }

  @Override
  public CompletableFuture<Void> cancel(JobID job) {
    return cluster.cancelJob(job).handle((done, failure) -> null);
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public URI webUi() {
    return webUi;
  }

  @Override
  public QueryRoute open(
      String databaseId,
      PlanNode plan,
      Map<Integer, List<Split>> splits,
      ExecutionContext context,
      ResultChannel channel) {
    return new InProcessRoute(databaseId, plan, splits, context, channel);
  }

  /** The cluster itself, for tests. */
  MiniCluster miniCluster() {
    return cluster;
  }

  @Override
  public void close() {
    awaitStarted();
    cluster.closeAsync().join();
  }

  /**
   * Waits until Dispatcher and ResourceManager have started. Flink starts them in threads that hold
   * a lock while they wait for one of the common pool, where closing may wait for that lock: from
   * JDK 25 on the pool of a machine with two cores has a single thread, and neither would end.
   */
  private void awaitStarted() {
    try {
      CompletableFuture.allOf(cluster.getResourceOverview(), cluster.listJobs())
          .get(START_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the cluster is closed although it has not started well", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
