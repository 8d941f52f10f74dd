package io.megadb.tpch;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a workload through JDBC, a thread a connection. */
final class ClientThreads {
  private ClientThreads() {}

  /**
   * Runs it and waits for the end.
   *
   * @param connections one a client at least; left open
   */
  static Work run(Workload workload, List<Connection> connections) throws SQLException {
    int clients = workload.orders().size();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      long end = System.nanoTime() + workload.seconds() * 1_000_000_000L;
      List<Callable<Work.Client>> tasks = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Connection connection = connections.get(i);
        List<Integer> order = workload.orders().get(i);
        tasks.add(() -> client(connection, workload.queries(), order, end));
      }
      List<Work.Client> done = new ArrayList<>();
      for (Future<Work.Client> client : threads.invokeAll(tasks)) {
        done.add(client.get());
      }
      return new Work(done);
    } catch (ExecutionException e) {
      throw new SQLException("a client ended: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Work.Client client(
      Connection connection, List<String> queries, List<Integer> order, long end)
      throws SQLException {
    long completed = 0;
    long failed = 0;
    String failure = null;
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement()) {
      for (int i = 0; System.nanoTime() - end < 0; i = (i + 1) % order.size()) {
        try (ResultSet rows = statement.executeQuery(queries.get(order.get(i)))) {
          ResultText.drain(rows);
          completed++;
        } catch (SQLException e) {
          failed++;
          failure = failure == null ? String.valueOf(e.getMessage()) : failure;
        }
      }
    }
    return new Work.Client(completed, failed, System.nanoTime() - start, failure);
  }
}
