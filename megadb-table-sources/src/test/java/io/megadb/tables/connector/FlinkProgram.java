package io.megadb.tables.connector;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** A plain Table API program over a data directory; its jobs run with parallelism 2. */
final class FlinkProgram implements AutoCloseable {
  private static final int PARALLELISM = 2;

  private final TableEnvironment environment;

  private FlinkProgram(EnvironmentSettings settings, Path directory) {
    environment = TableEnvironment.create(settings);
    environment.getConfig().set("parallelism.default", Integer.toString(PARALLELISM));
    environment.executeSql(
        "CREATE CATALOG megadb WITH ('type' = 'megadb', 'data-dir' = '" + directory + "')");
    environment.useCatalog("megadb");
  }

  static FlinkProgram batch(Path directory) {
    return new FlinkProgram(EnvironmentSettings.inBatchMode(), directory);
  }

  static FlinkProgram streaming(Path directory) {
    return new FlinkProgram(EnvironmentSettings.inStreamingMode(), directory);
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
