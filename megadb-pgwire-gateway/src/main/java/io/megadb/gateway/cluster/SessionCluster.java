package io.megadb.gateway.cluster;

import io.megadb.error.MegaDbException;
import io.megadb.execution.ExecutionContext;
import io.megadb.flink.FlinkCluster;
import io.megadb.flink.QueryRoute;
import io.megadb.flink.flight.FlightGateway;
import io.megadb.flink.result.ResultChannel;
import io.megadb.plan.PlanNode;
import io.megadb.spi.Split;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.rest.handler.legacy.messages.ClusterOverviewWithVersion;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * A Flink session cluster in other processes. Its class path has MegaDB's runtime jars; its tasks
 * read live tables and bring rows back through the {@link FlightGateway} of this process.
 * Thread-safe.
 */
public final class SessionCluster implements FlinkCluster {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration RETRY_DELAY = Duration.ofMillis(500);
  private static final int ATTEMPTS = 3;

  /** How long the number of slots counts as known: task managers seldom come and go. */
  private static final long SLOTS_NANOS = 5_000_000_000L;

  private record Slots(int total, long knownSince) {}

  private final URI url;
  private final RestClusterClient<StandaloneClusterId> client;
  private final FlightGateway gateway;
  private final JobWatch watch;
  private volatile Slots slots;

  private SessionCluster(
      URI url, RestClusterClient<StandaloneClusterId> client, FlightGateway gateway) {
    this.url = url;
    this.client = client;
    this.gateway = gateway;
    this.watch = new JobWatch(client);
  }

  /**
   * Connects to a running cluster. One that does not answer is error 08001, one of another version
   * of Flink 0A000.
   */
  public static SessionCluster connect(RemoteFlink remote) {
    RestClusterClient<StandaloneClusterId> client = client(remote.url());
    try {
      ClusterOverviewWithVersion overview = client.getClusterOverview().join();
      checkVersion(remote.url(), overview.getVersion());
      return new SessionCluster(remote.url(), client, FlightGateway.start(remote.flight()));
    } catch (CompletionException e) {
      client.close();
      throw ClusterErrors.of(remote.url(), e);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private static RestClusterClient<StandaloneClusterId> client(URI url) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, url.getHost());
    configuration.set(RestOptions.PORT, url.getPort());
    configuration.set(RestOptions.CONNECTION_TIMEOUT, CONNECT);
    configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, ATTEMPTS);
    configuration.set(RestOptions.RETRY_DELAY, RETRY_DELAY);
    try {
      return new RestClusterClient<>(configuration, StandaloneClusterId.getInstance());
    } catch (Exception e) {
      throw ClusterErrors.of(url, e);
    }
  }

  private static void checkVersion(URI url, String version) {
    String own = EnvironmentInformation.getVersion();
    if (!version.equals(own)) {
      throw MegaDbException.notSupported("jobs on Flink " + version + " (" + url + ")")
          .withHint("This build needs a cluster of Flink " + own + ".");
    }
  }

  @Override
  public CompletableFuture<Void> submit(JobGraph job) {
    return mapped(client.submitJob(job).thenApply(accepted -> null));
  }

  @Override
  public CompletableFuture<JobResult> result(JobID job) {
    return mapped(watch.result(job));
  }

  @Override
  public CompletableFuture<Void> cancel(JobID job) {
    watch.hurry(job);
    return client.cancel(job).handle((done, failure) -> null);
  }

  private <T> CompletableFuture<T> mapped(CompletableFuture<T> future) {
    return future.exceptionallyCompose(
        failure -> CompletableFuture.failedFuture(ClusterErrors.of(url, failure)));
  }

  @Override
  public int slots() {
    Slots known = slots;
    if (known == null || System.nanoTime() - known.knownSince() > SLOTS_NANOS) {
      try {
        int total = client.getClusterOverview().join().getNumSlotsTotal();
        known = new Slots(total, System.nanoTime());
        slots = known;
      } catch (CompletionException e) {
        throw ClusterErrors.of(url, e);
      }
    }
    // A cluster that starts task managers on demand has none yet.
    return known.total() == 0 ? Integer.MAX_VALUE : known.total();
  }

  /**
   * Workers of a parallel statement: half the slots, so that two statements run side by side. As
   * many as {@code otherwise} where the cluster has no task manager yet.
   */
  public int workers(int otherwise) {
    int total = slots();
    return total == Integer.MAX_VALUE ? otherwise : Math.max(1, (total + 1) / 2);
  }

  @Override
  public URI webUi() {
    return url;
  }

  @Override
  public QueryRoute open(
      String databaseId,
      PlanNode plan,
      Map<Integer, List<Split>> splits,
      ExecutionContext context,
      ResultChannel channel) {
    return gateway.open(databaseId, plan, splits, context, channel);
  }

  /** Queries that tasks may call for; 0 when no statement runs on the cluster. */
  public int openQueries() {
    return gateway.openQueries();
  }

  /** Leaves the cluster; it goes on without this server. */
  @Override
  public void close() {
    watch.close();
    gateway.close();
    client.close();
  }
}
