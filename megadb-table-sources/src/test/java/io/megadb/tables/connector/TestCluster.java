package io.megadb.tables.connector;

import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A MiniCluster of two task managers that the tests of a class send their jobs to. */
final class TestCluster implements BeforeAllCallback, AfterAllCallback {
  private static final int TASK_MANAGERS = 2;
  private static final int SLOTS = 4;

  private MiniCluster cluster;
  private int oldest;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(TASK_MANAGERS)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    cluster.start();
  }

  /** How a program reaches the cluster: through its REST port, as any other. */
  Configuration clientConfiguration() {
    Configuration configuration = new Configuration();
    configuration.set(DeploymentOptions.TARGET, "remote");
    configuration.set(RestOptions.ADDRESS, cluster.getRestAddress().join().getHost());
    configuration.set(RestOptions.PORT, cluster.getRestAddress().join().getPort());
    return configuration;
  }

  /** Ends a task manager with all its tasks, and starts another one. */
  void replaceTaskManager() throws Exception {
    cluster.terminateTaskManager(oldest).get();
    oldest++;
    cluster.startTaskManager();
  }

  boolean hasEnded(JobID job) throws Exception {
    return cluster.getJobStatus(job).get().isTerminalState();
  }

  /** Checkpoints that a job has completed. */
  long checkpoints(JobID job) throws Exception {
    return cluster
        .getExecutionGraph(job)
        .get()
        .getCheckpointStatsSnapshot()
        .getCounts()
        .getNumberOfCompletedCheckpoints();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    cluster.close();
  }
}
