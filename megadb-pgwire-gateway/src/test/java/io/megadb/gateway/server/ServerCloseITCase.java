package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.function.FunctionProvider;
import io.megadb.function.FunctionSignature;
import io.megadb.function.ScalarFunction;
import io.megadb.function.ScalarKernel;
import io.megadb.function.Volatility;
import io.megadb.planner.spi.Plugins;
import io.megadb.spi.TaskExtensions;
import io.megadb.spi.TaskPlugin;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that ends while a statement hears neither its cancellation nor an interrupt. */
class ServerCloseITCase {
  @TempDir Path data;

  /** A function stuck(int) that is not left before the latch opens. */
  private record Stuck(CountDownLatch entered, CountDownLatch end)
      implements TaskPlugin, ScalarFunction {
    @Override
    public String name() {
      return "stuck";
    }

    @Override
    public List<FunctionProvider> functions() {
      return List.of(registry -> registry.add(this));
    }

    @Override
    public FunctionSignature signature() {
      return new FunctionSignature(
          90_001,
          "stuck",
          List.of(PgTypes.INT4),
          false,
          0,
          PgTypes.INT4,
          Volatility.IMMUTABLE,
          true,
          false);
    }

    @Override
    public ScalarKernel bind(List<PgType> arguments, PgType result) {
      return (vectors, rows, context) -> {
        entered.countDown();
        boolean opened = false;
        while (!opened) {
          try {
            end.await();
            opened = true;
          } catch (InterruptedException e) {
            // that is the point
          }
        }
        return vectors[0];
      };
    }
  }

  @Test
  void statementThatDoesNotEndIsGivenUpAndTheDirectoryIsFree() throws Exception {
    Stuck stuck = new Stuck(new CountDownLatch(1), new CountDownLatch(1));
    List<TaskPlugin> plugins = new ArrayList<>(List.of(stuck));
    ServiceLoader.load(TaskPlugin.class).forEach(plugins::add);
    MegaDbServer server =
        new MegaDbServer(
            RunningServer.options(data),
            Plugins.discover(getClass().getClassLoader()),
            new TaskExtensions(plugins));
    try (Connection connection = RunningServer.connect(server.port())) {
      Sql.run(connection, "CREATE TABLE t (a int PRIMARY KEY)");
      Sql.run(connection, "INSERT INTO t VALUES (1)");
      CompletableFuture<SQLException> statement =
          CompletableFuture.supplyAsync(() -> Sql.error(connection, "SELECT stuck(1)"));
      stuck.entered().await();
      long start = System.nanoTime();
      server.close();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      assertThat(statement.get().getSQLState()).isIn("57P01", "08006");
      assertThat(stuck.end().getCount()).isEqualTo(1);
      try (MegaDbServer next = MegaDbServer.start(RunningServer.options(data));
          Connection other = RunningServer.connect(next.port())) {
        assertThat(Sql.value(other, "SELECT count(*) FROM t")).isEqualTo("1");
      }
    } finally {
      stuck.end().countDown();
    }
  }
}
