package io.megadb.flink;

import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.execution.spill.SpillLimit;
import io.megadb.execution.spill.SpillSpace;
import io.megadb.flink.flight.GatewayConnection;
import io.megadb.flink.result.ResultChannel;
import io.megadb.flink.task.TaskQuery;
import io.megadb.operator.runtimefilter.RuntimeFilters;
import io.megadb.operator.shared.SharedRows;
import io.megadb.spi.TaskExtensions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * What tasks find in their process: the queries that run here, by database id and query id, and the
 * plugins on the class path. A task in the process of its reader shares the statement's own budget
 * and metrics; elsewhere the first task of a query makes them and the last one takes them away. The
 * one place with static state, since Flink makes tasks without knowing of us. Thread-safe.
 */
public final class ProcessRegistry {
  private static final ConcurrentMap<Key, RunningQuery> QUERIES = new ConcurrentHashMap<>();
  private static final ConcurrentMap<ClassLoader, TaskExtensions> EXTENSIONS =
      new ConcurrentHashMap<>();
  private static final ConcurrentMap<List<Path>, SpillSpace> SPACES = new ConcurrentHashMap<>();

  private ProcessRegistry() {}

  private record Key(String databaseId, String queryId) {}

  /**
   * @param users the reader and the tasks
   * @param channel null where the reader is elsewhere
   * @param connection to the reader's process; null in it
   * @param shared rows of plans that are computed once
   * @param filters of joins for scans; null where tasks may be in several processes
   */
  private record RunningQuery(
      ExecutionContext context,
      ResultChannel channel,
      GatewayConnection connection,
      ConcurrentMap<SharedKey, SharedRows> shared,
      RuntimeFilters filters,
      int users) {
    RunningQuery(
        ExecutionContext context,
        ResultChannel channel,
        GatewayConnection connection,
        RuntimeFilters filters) {
      this(context, channel, connection, new ConcurrentHashMap<>(), filters, 1);
    }

    RunningQuery withUsers(int newUsers) {
      return new RunningQuery(context, channel, connection, shared, filters, newUsers);
    }
  }

  private record SharedKey(int plan, int instance) {}

  /** The reader's part, where all tasks are in its process: to be undone by {@link #release}. */
  static void register(
      String databaseId, ExecutionContext context, ResultChannel channel, RuntimeFilters filters) {
    RunningQuery query = new RunningQuery(context, channel, null, filters);
    if (QUERIES.putIfAbsent(new Key(databaseId, context.queryId()), query) != null) {
      throw new IllegalStateException("query " + context.queryId() + " runs already");
    }
  }

  /**
   * A task's part: what it shares with the other tasks here; to be undone by {@link #release}.
   *
   * @param temporary where temporary files go if the reader is elsewhere
   */
  public static ExecutionContext acquire(
      TaskQuery query, ClassLoader loader, List<Path> temporary) {
    return QUERIES
        .compute(
            new Key(query.databaseId(), query.queryId()),
            (key, running) ->
                running == null
                    ? first(query, loader, temporary)
                    : running.withUsers(running.users() + 1))
        .context();
  }

  private static RunningQuery first(TaskQuery query, ClassLoader loader, List<Path> temporary) {
    TaskExtensions extensions = EXTENSIONS.computeIfAbsent(loader, TaskExtensions::discover);
    if (query.link() == null) {
      return new RunningQuery(context(query, extensions, temporary), null, null, null);
    }
    GatewayConnection connection = new GatewayConnection(query.link());
    return new RunningQuery(
        context(query, extensions.withGateway(connection), temporary), null, connection, null);
  }

  private static ExecutionContext context(
      TaskQuery query, TaskExtensions extensions, List<Path> temporary) {
    SpillLimit spill =
        query.spillMaxBytes() == TaskQuery.NO_SPILL
            ? null
            : new SpillLimit(
                SPACES.computeIfAbsent(temporary, SpillSpace::open), query.spillMaxBytes());
    return new ExecutionContext(
        query.queryId(),
        query.evaluation(),
        query.parameters(),
        extensions,
        new MemoryBudget(query.memoryBytes(), spill),
        new Cancellation(),
        new NodeMetrics(),
        query.batchRows());
  }

  /** Undoes {@code register} or {@code acquire}. */
  public static void release(String databaseId, String queryId) {
    AtomicReference<RunningQuery> last = new AtomicReference<>();
    QUERIES.computeIfPresent(
        new Key(databaseId, queryId),
        (key, running) -> {
          if (running.users() > 1) {
            return running.withUsers(running.users() - 1);
          }
          last.set(running);
          return null;
        });
    if (last.get() != null && last.get().filters() != null) {
      last.get().filters().close();
    }
    if (last.get() != null && last.get().connection() != null) {
      last.get().connection().close();
    }
  }

  /**
   * The rows of a shared plan that tasks of one number compute and read; only while a task of the
   * query runs here.
   *
   * @param create makes them for the first that asks
   */
  public static SharedRows sharedRows(
      TaskQuery query, int plan, int instance, Function<ExecutionContext, SharedRows> create) {
    RunningQuery running = QUERIES.get(new Key(query.databaseId(), query.queryId()));
    return running
        .shared()
        .computeIfAbsent(new SharedKey(plan, instance), key -> create.apply(running.context()));
  }

  /** Filters of joins for scans, or null if there are none. */
  public static RuntimeFilters filters(TaskQuery query) {
    return QUERIES.get(new Key(query.databaseId(), query.queryId())).filters();
  }

  /** Tells the reader, wherever it is, why a task failed. */
  public static void report(String databaseId, String queryId, Throwable failure) {
    RunningQuery query = QUERIES.get(new Key(databaseId, queryId));
    if (query != null && query.channel() != null) {
      query.channel().fail(failure);
    } else if (query != null && query.connection() != null) {
      query.connection().fail(failure);
    }
  }

  /** Brings what the tasks here have counted so far to a reader that is elsewhere. */
  public static void reportCounters(String databaseId, String queryId) {
    RunningQuery query = QUERIES.get(new Key(databaseId, queryId));
    if (query != null && query.connection() != null) {
      query.connection().count(query.context().metrics().drain());
    }
  }

  /** The way to the reader's process for tasks elsewhere; only while a task of the query runs. */
  public static GatewayConnection connection(String databaseId, String queryId) {
    return QUERIES.get(new Key(databaseId, queryId)).connection();
  }

  /** The reader's queue, or null if it is not in this process. */
  public static ResultChannel channel(String databaseId, String queryId) {
    RunningQuery query = QUERIES.get(new Key(databaseId, queryId));
    return query == null ? null : query.channel();
  }

  /** Queries with a reader or a task here. */
  public static int size() {
    return QUERIES.size();
  }
}
