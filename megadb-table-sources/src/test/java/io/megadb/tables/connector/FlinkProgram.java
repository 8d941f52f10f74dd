package io.megadb.tables.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.tables.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.SerializedThrowable;

/** A plain Table API program over a data directory; its jobs run with parallelism 2. */
final class FlinkProgram implements AutoCloseable {
  private static final int PARALLELISM = 2;

  private final TableEnvironment environment;
  private final StreamExecutionEnvironment streams;

  /**
   * @param streams what a streaming program's tables are made of; null in batch mode
   */
  private FlinkProgram(
      TableEnvironment environment, StreamExecutionEnvironment streams, Path directory) {
    this.environment = environment;
    this.streams = streams;
    environment.executeSql(
        "CREATE CATALOG megadb WITH ('type' = 'megadb', 'data-dir' = '" + directory + "')");
    environment.useCatalog("megadb");
  }

  static FlinkProgram batch(TestCluster cluster, Path directory) {
    EnvironmentSettings settings =
        EnvironmentSettings.newInstance()
            .inBatchMode()
            .withConfiguration(configuration(cluster))
            .build();
    return new FlinkProgram(TableEnvironment.create(settings), null, directory);
  }

  static FlinkProgram streaming(TestCluster cluster, Path directory) {
    StreamExecutionEnvironment streams = new StreamExecutionEnvironment(configuration(cluster));
    return new FlinkProgram(StreamTableEnvironment.create(streams), streams, directory);
  }

  private static Configuration configuration(TestCluster cluster) {
    Configuration configuration = cluster.clientConfiguration();
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
    return configuration;
  }

  /** Creates a stream of the numbers from 1 to {@code last}, each once, in column f0. */
  void createNumbers(long last) {
    ((StreamTableEnvironment) environment)
        .createTemporaryView(
            "numbers",
            streams.fromSource(
                new NumberSequenceSource(1, last), WatermarkStrategy.noWatermarks(), "numbers"));
  }

  TableEnvironment environment() {
    return environment;
  }

  /** Runs a statement and waits for its job. */
  void run(String sql) {
    try {
      environment.executeSql(sql).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new JobFailedException(e.getCause());
    }
  }

  List<Row> rows(String sql) {
    try (CloseableIterator<Row> iterator = environment.executeSql(sql).collect()) {
      List<Row> rows = new ArrayList<>();
      iterator.forEachRemaining(rows::add);
      return rows;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new JobFailedException(e);
    }
  }

  /** Shares the database behind the program's catalog. */
  ConnectedDatabase connect(Path directory) {
    return ConnectedDatabase.open(directory, FlinkProgram.class.getClassLoader());
  }

  /** A table of rows written without a job. */
  TableDefinition table(Path directory, TableDefinition wanted, List<List<Object>> rows) {
    try (ConnectedDatabase database = connect(directory)) {
      TableDefinition table =
          database.inTransaction(transaction -> transaction.createTable(wanted));
      database.inTransaction(transaction -> TestDatabase.insert(transaction, table, rows));
      return table;
    }
  }

  /** Looks for our error among a failure's causes. */
  static void assertState(Throwable failure, SqlState state) {
    List<SqlState> states = new ArrayList<>();
    ClassLoader loader = FlinkProgram.class.getClassLoader();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Throwable real =
          cause instanceof SerializedThrowable wrapped ? wrapped.deserializeError(loader) : cause;
      if (real instanceof MegaDbException ours) {
        states.add(ours.state());
      }
    }
    assertThat(states).as("of %s", failure).contains(state);
  }

  @Override
  public void close() {
    environment.useCatalog("default_catalog");
    environment.executeSql("DROP CATALOG megadb");
  }

  /** A job that did not reach its end. */
  static final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JobFailedException(Throwable cause) {
      super(cause);
    }
  }
}
