package io.megadb.gateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.bench.TpchTexts;
import io.megadb.gateway.testing.TemporaryPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Benchmarks run through with sizes that tell nothing about speed, and clean up. */
class BenchITCase {
  @Test
  void flinkComparesJobsOnOneTable() throws Exception {
    Path parent = Files.createTempDirectory("bench");
    CommandRun run =
        CommandRun.of(
            "bench", "flink", "--runs", "1", "--warm-up", "0", "--directory", parent.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("machine: ", "Flink SQL median ", "ratio of medians ");
    Files.delete(parent);
  }

  @Test
  void copyComparesLoadsOfTheSameBytes() throws Exception {
    assumeTrue(
        TemporaryPostgres.unavailable().isEmpty(),
        () -> TemporaryPostgres.unavailable().orElseThrow());
    Path parent = Files.createTempDirectory("bench");
    // PostgreSQL may run as another user.
    Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
    CommandRun run =
        CommandRun.of(
            "bench", "copy", "--rows", "500", "--repeat", "1", "--directory", parent.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("into olap, 500 rows", "into oltp, 500 rows", "ratio ");
    Files.delete(parent);
  }

  @Test
  void everyQueryOfTpchIsPlannedOverTheSampleRows() throws Exception {
    TpchTexts texts = TpchTexts.read(Path.of("../tpch"));
    assertThat(texts.queries()).hasSize(22);
    try (BenchServers servers = BenchServers.start(Path.of(System.getProperty("java.io.tmpdir")));
        Connection connection = servers.megaDb().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET default_table_access_method = olap");
      for (String sql : texts.schema()) {
        statement.execute(sql);
      }
      for (String sql : texts.sample()) {
        assertThat(statement.executeUpdate(sql)).isPositive();
      }
      for (String query : texts.queries()) {
        assertThat(statement.execute("EXPLAIN " + query)).isTrue();
      }
    }
  }
}
