package io.megadb.gateway.server;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.local.LocalRun;
import io.megadb.execution.local.WorkerPool;
import io.megadb.execution.spill.SpillSpace;
import io.megadb.flink.EmbeddedCluster;
import io.megadb.flink.EmbeddedClusterOptions;
import io.megadb.flink.FlinkCluster;
import io.megadb.gateway.cluster.SessionCluster;
import io.megadb.gateway.execute.FlinkPlanRunner;
import io.megadb.gateway.execute.LocalPlanRunner;
import io.megadb.gateway.execute.PlanRuns;
import io.megadb.gateway.execute.Refinements;
import io.megadb.gateway.execute.StatementRunner;
import io.megadb.gateway.net.PgListener;
import io.megadb.gateway.session.Sessions;
import io.megadb.gateway.settings.SettingRegistry;
import io.megadb.planner.StatementPlanner;
import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.Plugins;
import io.megadb.planner.storage.Database;
import io.megadb.spi.TaskExtensions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server.
 *
 * <pre>
 *   plugins -&gt; extensions -&gt; database -&gt; planner, runs -&gt; sessions -&gt; listener
 * </pre>
 *
 * Closed in the opposite order.
 */
public final class MegaDbServer implements AutoCloseable {
  /** As PostgreSQL's default for max_connections. */
  private static final int MAX_SESSIONS = 100;

  /** Longest message accepted: a COPY line or a statement. */
  private static final int MESSAGE_MAX_BYTES = 256 << 20;

  /** Bytes that the launcher sets aside for Flink's own operators, as -Xmx does for the heap. */
  private static final String MANAGED_MEMORY = "megadb.memory.managed";

  /** Its jobs have ended with their sessions: it only stops its own services. */
  private static final int CLUSTER_CLOSE_SECONDS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(MegaDbServer.class);

  private final Database database;
  private final WorkerPool workers;
  private final SessionThreads sessionThreads;
  private final ScheduledExecutorService timers;
  private final Sessions sessions;
  private final PgListener listener;
  private final SessionCluster remote;
  private final CompletableFuture<FlinkCluster> cluster;
  private final FlinkPlanRunner flink;

  /** Starts a server with the plugins on the class path. */
  public static MegaDbServer start(ServerOptions options) throws IOException {
    ClassLoader loader = MegaDbServer.class.getClassLoader();
    return new MegaDbServer(options, Plugins.discover(loader), TaskExtensions.discover(loader));
  }

  /** Starts a server with these plugins. */
  public MegaDbServer(ServerOptions options, MegaDbExtensions extensions, TaskExtensions tasks)
      throws IOException {
    if (extensions.databases().isEmpty()) {
      throw new MegaDbException(SqlState.FEATURE_NOT_SUPPORTED, "no plugin provides a database")
          .withHint("Put the plugin \"storage\" on the class path.");
    }
    // First: a cluster that is not there must leave no trace.
    remote = options.flink() == null ? null : SessionCluster.connect(options.flink());
    try {
      database = open(options, extensions, tasks);
    } catch (RuntimeException e) {
      if (remote != null) {
        remote.close();
      }
      throw e;
    }
    workers = new WorkerPool(Runtime.getRuntime().availableProcessors());
    timers = Executors.newSingleThreadScheduledExecutor(named("megadb-timer"));
    sessionThreads = new SessionThreads(2 * MAX_SESSIONS);
    cluster = remote == null ? embedded(options) : CompletableFuture.completedFuture(remote);
    flink = new FlinkPlanRunner(cluster, database.id());
    SpillSpace spill = SpillSpace.open(List.of(options.data().resolve("spill")));
    SettingRegistry settings = new SettingRegistry(extensions);
    StatementRunner runner =
        new StatementRunner(
            new StatementPlanner(),
            extensions,
            tasks,
            new PlanRuns(
                new LocalPlanRunner(new LocalRun(workers)),
                flink,
                remote == null ? null : remote::workers,
                new Refinements(database, extensions)),
            spill,
            options.copyDirectory());
    sessions =
        new Sessions(
            database,
            runner,
            settings,
            timers,
            new FunctionServices(database, tasks.functions()),
            pluginList(extensions.all()),
            MAX_SESSIONS);
    try {
      listener = new PgListener(options.port(), MESSAGE_MAX_BYTES, sessions, sessionThreads);
    } catch (IOException e) {
      stopThreads();
      sessionThreads.close();
      closeCluster();
      database.close();
      throw e;
    }
  }

  private static String pluginList(List<MegaDbExtensions.Injection<?>> injections) {
    StringBuilder list = new StringBuilder();
    for (MegaDbExtensions.Injection<?> injection : injections) {
      list.append(list.length() == 0 ? "" : "\n")
          .append(injection.plugin())
          .append(": ")
          .append(injection.kind())
          .append(' ')
          .append(injection.thing());
    }
    return list.toString();
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private static Database open(
      ServerOptions options, MegaDbExtensions extensions, TaskExtensions tasks) {
    return extensions
        .databases()
        .get(0)
        .value()
        .open(
            options.data(),
            storage(options),
            extensions.accessMethods().stream().map(MegaDbExtensions.Injection::value).toList(),
            extensions.systemTables().stream().map(MegaDbExtensions.Injection::value).toList(),
            tasks.functions()::type);
  }

  /** The tiers read files of others below the directory that COPY may use. */
  private static Map<String, String> storage(ServerOptions options) {
    Map<String, String> storage = new HashMap<>(options.storage());
    if (options.copyDirectory() != null) {
      storage.put("megadb.copy_directory", options.copyDirectory().toAbsolutePath().toString());
    }
    return storage;
  }

  private static CompletableFuture<FlinkCluster> embedded(ServerOptions options) {
    EmbeddedClusterOptions embedded = embeddedOptions(options);
    return CompletableFuture.supplyAsync(
        () -> EmbeddedCluster.start(embedded),
        task -> named("megadb-flink-start").newThread(task).start());
  }

  private static EmbeddedClusterOptions embeddedOptions(ServerOptions options) {
    int slots =
        options.slots() > 0 ? options.slots() : 2 * Runtime.getRuntime().availableProcessors();
    EmbeddedClusterOptions small = EmbeddedClusterOptions.small(slots).withUiPort(options.uiPort());
    Long managed = Long.getLong(MANAGED_MEMORY);
    return managed == null ? small : small.withManagedMemory(managed);
  }

  /** Address of Flink's web UI; waits for the cluster. */
  public String uiLink() {
    return String.valueOf(cluster.join().webUi());
  }

  /** Where the web UI shows the job started last; null before the first. */
  public String lastJobLink() {
    return flink.lastJobLink();
  }

  /** Statements whose tasks run in other processes; 0 with the embedded cluster. */
  public int remoteStatements() {
    return remote == null ? 0 : remote.openQueries();
  }

  /** The PostgreSQL port. */
  public int port() {
    return listener.port();
  }

  private void stopThreads() {
    timers.shutdownNow();
    sessionThreads.refuseMore();
    workers.close();
  }

  /**
   * Ends all sessions, then the cluster, then the database, whose directory is free afterwards.
   * Waits some seconds for each: a session that does not end is given up, and so is a cluster.
   */
  @Override
  public void close() {
    sessions.shutDown();
    listener.close();
    stopThreads();
    sessionThreads.close();
    closeCluster();
    database.close();
  }

  private void closeCluster() {
    try {
      cluster
          .thenAcceptAsync(
              FlinkCluster::close, task -> named("megadb-flink-close").newThread(task).start())
          .get(CLUSTER_CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.error("the Flink cluster did not stop within {} s and is left", CLUSTER_CLOSE_SECONDS);
    } catch (ExecutionException e) {
      LOG.warn("the Flink cluster did not start or stop well", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
