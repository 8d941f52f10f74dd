package io.megadb.flink;

import io.megadb.execution.Cancellation;
import io.megadb.execution.ExecutionContext;
import io.megadb.execution.MemoryBudget;
import io.megadb.execution.NodeMetrics;
import io.megadb.flink.result.ResultChannel;
import io.megadb.flink.task.TaskQuery;
import io.megadb.spi.TaskExtensions;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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

  private ProcessRegistry() {}

  private record Key(String databaseId, String queryId) {}

  /**
   * @param users the reader and the tasks
   * @param channel null where the reader is elsewhere
   */
  private record RunningQuery(ExecutionContext context, ResultChannel channel, int users) {
    RunningQuery withUsers(int newUsers) {
      return newUsers == 0 ? null : new RunningQuery(context, channel, newUsers);
    }
  }

  /** The reader's part: to be undone by {@link #release}. */
  static void register(String databaseId, ExecutionContext context, ResultChannel channel) {
    RunningQuery query = new RunningQuery(context, channel, 1);
    if (QUERIES.putIfAbsent(new Key(databaseId, context.queryId()), query) != null) {
      throw new IllegalStateException("query " + context.queryId() + " runs already");
    }
  }

  /** A task's part: what it shares with the other tasks here; to be undone by {@link #release}. */
  public static ExecutionContext acquire(TaskQuery query, ClassLoader loader) {
    return QUERIES
        .compute(
            new Key(query.databaseId(), query.queryId()),
            (key, running) ->
                running == null
                    ? new RunningQuery(context(query, loader), null, 1)
                    : running.withUsers(running.users() + 1))
        .context();
  }

  private static ExecutionContext context(TaskQuery query, ClassLoader loader) {
    return new ExecutionContext(
        query.queryId(),
        query.evaluation(),
        query.parameters(),
        EXTENSIONS.computeIfAbsent(loader, TaskExtensions::discover),
        new MemoryBudget(query.memoryBytes()),
        new Cancellation(),
        new NodeMetrics(),
        query.batchRows());
  }

  /** Undoes {@code register} or {@code acquire}. */
  public static void release(String databaseId, String queryId) {
    QUERIES.computeIfPresent(
        new Key(databaseId, queryId), (key, running) -> running.withUsers(running.users() - 1));
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
