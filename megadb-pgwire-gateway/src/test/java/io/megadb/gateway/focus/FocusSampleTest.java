package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.focus.parquet.SampleInParquet;
import io.megadb.gateway.testing.TemporaryPostgres;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A thousand rows of real, anonymised billing in FOCUS 1.0. The sums were computed with Python's
 * csv and decimal modules.
 */
class FocusSampleTest {
  @Test
  void everyRowOfTheSampleIsReadToTheLastDigit() throws IOException {
    Path sample = sample();
    assumeTrue(sample != null, "no ../shared/data/focus-1.0-sample.csv beside the project");
    Map<String, BigDecimal> billed = new HashMap<>();
    Map<String, BigDecimal> effective = new HashMap<>();
    Set<String> ids = new HashSet<>();
    try (FocusExportReader reader = FocusExportReader.openCsv(sample)) {
      assertThat(reader.extraColumns()).containsExactlyInAnyOrder("x_publishername", "x_id");
      int id = reader.targetColumns().indexOf("x_id");
      for (String[] row = reader.next(); row != null; row = reader.next()) {
        String provider = row[FocusColumn.SERVICE_PROVIDER_NAME.position()];
        billed.merge(provider, decimal(row, FocusColumn.BILLED_COST), BigDecimal::add);
        effective.merge(provider, decimal(row, FocusColumn.EFFECTIVE_COST), BigDecimal::add);
        ids.add(row[id]);
      }
      assertThat(reader.report().isClean()).isTrue();
      assertThat(reader.report().rows()).isEqualTo(1_000);
      assertThat(reader.report().largestScale()).isEqualTo(15);
    }
    assertThat(ids).hasSize(1000);
    assertThat(billed)
        .containsOnly(
            entry("AWS", new BigDecimal("18.00663861840")),
            entry("Oracle", new BigDecimal("0.53707392473")),
            entry("Microsoft", new BigDecimal("1.97651418586")));
    assertThat(effective)
        .containsOnly(
            entry("AWS", new BigDecimal("13.00000000000")),
            entry("Oracle", new BigDecimal("0E-11")),
            entry("Microsoft", new BigDecimal("1.97651418586")));
  }

  @Test
  void postgresqlLoadsTheSampleWithoutLosingADigit() throws IOException, SQLException {
    postgresqlLoads(sample());
  }

  @Test
  void postgresqlLoadsTheSameFromParquet(@TempDir Path folder) throws IOException, SQLException {
    Path sample = sample();
    Path parquet = folder.resolve("sample.parquet");
    if (sample != null) {
      SampleInParquet.convert(sample, parquet);
    }
    postgresqlLoads(sample == null ? null : parquet);
  }

  private static void postgresqlLoads(Path sample) throws IOException, SQLException {
    assumeTrue(sample != null, "no ../shared/data/focus-1.0-sample.csv beside the project");
    Optional<String> unavailable = TemporaryPostgres.unavailable();
    assumeTrue(unavailable.isEmpty(), unavailable.orElse(""));
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    try (FocusExportReader reader = FocusExportReader.open(sample);
        TemporaryPostgres postgres = TemporaryPostgres.start();
        Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      reader.writeCsv(csv);
      String create = reader.createStatement("imported", reader.report().largestScale());
      statement.execute(create.substring(0, create.indexOf("USING ")));
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      copy.copyIn(
          "COPY imported FROM STDIN WITH (FORMAT csv, HEADER true)",
          new ByteArrayInputStream(csv.toByteArray()));
      try (ResultSet result =
          statement.executeQuery(
              """
              SELECT count(*), count(DISTINCT x_id), sum(billedcost),
                     (min(chargeperiodstart) AT TIME ZONE 'UTC')::text
              FROM imported
              """)) {
        result.next();
        assertThat(result.getLong(1)).isEqualTo(1_000);
        assertThat(result.getLong(2)).isEqualTo(1_000);
        assertThat(result.getBigDecimal(3)).isEqualByComparingTo("20.52022672899");
        assertThat(result.getString(4)).isEqualTo("2024-09-01 00:00:00");
      }
    }
  }

  private static BigDecimal decimal(String[] row, FocusColumn column) {
    return new BigDecimal(row[column.position()]);
  }

  /** Beside the project's root: tests run in the module's folder or in the root. */
  private static Path sample() {
    for (String root : new String[] {"..", "../..", "../../.."}) {
      Path file = Path.of(root, "shared", "data", "focus-1.0-sample.csv");
      if (Files.isReadable(file)) {
        return file;
      }
    }
    return null;
  }
}
