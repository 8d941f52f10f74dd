package io.megadb.gateway.bench.flink;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ResourceManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/**
 * The process of {@link FlinkSqlPeer}: runs the statements on its standard input, a line each, and
 * answers with a line each.
 *
 * <pre>
 *   query SELECT ...     ok NANOSECONDS FIRST-VALUE    after the last row was received
 *   rows SELECT ...      ok NANOSECONDS ROWS           all of them, see {@link #allRows}
 *   explain SELECT ...   ok NANOSECONDS -              after the plan was printed
 *   anything else        failed MESSAGE
 * </pre>
 *
 * The clock runs around the calls of the TableEnvironment only. Ends with its input.
 */
public final class FlinkSqlProcess {
  /** As MegaDB's own cluster has them. */
  private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(64);

  /** What aggregations of Flink's own operators ask for. */
  private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(256);

  private final StreamTableEnvironment tables;

  private FlinkSqlProcess(StreamTableEnvironment tables) {
    this.tables = tables;
  }

  /**
   * Starts cluster and environment, then serves.
   *
   * @param arguments the task slots
   */
  public static void main(String[] arguments) throws Exception {
    // What libraries print must not look like an answer.
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    try (MiniCluster cluster = cluster(Integer.parseInt(arguments[0]));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      cluster.start();
      new FlinkSqlProcess(environment(cluster)).serve(lines, answers);
    }
    // Libraries leave threads behind that would keep the process.
    System.exit(0);
  }

  private static MiniCluster cluster(int slots) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
    // By default Flink collects slot requests for 50 ms; the job would wait.
    configuration.set(ResourceManagerOptions.REQUIREMENTS_CHECK_DELAY, Duration.ZERO);
    configuration.set(JobManagerOptions.SLOT_REQUEST_MAX_INTERVAL, Duration.ZERO);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
    return new MiniCluster(
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(slots)
            .setCommonBindAddress("127.0.0.1")
            .build());
  }

  private static StreamTableEnvironment environment(MiniCluster cluster) {
    Configuration configuration = new Configuration();
    configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    configuration.set(DeploymentOptions.TARGET, MiniClusterExecutor.NAME);
    // Joins that change while they run need a scheduler that only Flink's own executors choose.
    configuration.setString("table.optimizer.adaptive-broadcast-join.strategy", "none");
    configuration.setString("table.optimizer.skewed-join-optimization.strategy", "none");
    return StreamTableEnvironment.create(
        new StreamExecutionEnvironment(
            new MiniClusterExecutor(cluster),
            configuration,
            FlinkSqlProcess.class.getClassLoader()),
        EnvironmentSettings.newInstance().inBatchMode().build());
  }

  private void serve(BufferedReader lines, PrintStream answers) throws IOException {
    answers.println("ok 0 ready");
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      try {
        answers.println(answer(line));
      } catch (Exception e) {
        answers.println("failed " + root(e).replace('\n', ' '));
      }
    }
  }

  private String answer(String line) throws Exception {
    int space = line.indexOf(' ');
    String sql = line.substring(space + 1);
    Object value = "-";
    long start = System.nanoTime();
    switch (line.substring(0, space)) {
      case "query" -> value = firstValue(sql);
      case "rows" -> value = allRows(sql);
      case "explain" -> tables.explainSql(sql);
      default -> throw new IllegalArgumentException("expected query, rows or explain: " + line);
    }
    return "ok " + (System.nanoTime() - start) + " " + value;
  }

  private Object firstValue(String sql) throws Exception {
    Object value = "-";
    try (CloseableIterator<Row> rows = tables.executeSql(sql).collect()) {
      for (int i = 0; rows.hasNext(); i++) {
        Row row = rows.next();
        value = i == 0 ? row.getField(0) : value;
      }
    }
    return value;
  }

  /**
   * Rows ended by the record separator, values by the unit separator; before each value a letter: n
   * an exact number, f a floating one, t any other, - null.
   */
  private String allRows(String sql) throws Exception {
    StringBuilder text = new StringBuilder();
    try (CloseableIterator<Row> rows = tables.executeSql(sql).collect()) {
      while (rows.hasNext()) {
        Row row = rows.next();
        for (int i = 0; i < row.getArity(); i++) {
          Object value = row.getField(i);
          text.append(kind(value)).append(value).append(FlinkSqlPeer.UNIT_END);
        }
        text.append(FlinkSqlPeer.RECORD_END);
      }
    }
    return text.toString();
  }

  private static char kind(Object value) {
    if (value == null) {
      return '-';
    }
    if (value instanceof Number) {
      return value instanceof Double || value instanceof Float ? 'f' : 'n';
    }
    return 't';
  }

  private static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause);
  }
}
