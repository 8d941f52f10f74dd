package io.megadb.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What psql 15 shows of a small schema, beside the text in psql/*.txt. */
class PsqlDescribeITCase {
  private static final int TIMEOUT_SECONDS = 60;

  @TempDir static Path directory;
  private static MegaDbServer server;

  @BeforeAll
  static void createSchema() throws Exception {
    assumeTrue(hasPsql(), "psql 15 is not in the path");
    server =
        MegaDbServer.start(
            new ServerOptions(directory.resolve("data"), 0, 0, null, null, Map.of()));
    Path schema = directory.resolve("schema.sql");
    Files.writeString(schema, resource("schema.sql"));
    assertThat(psql("-q", "-v", "ON_ERROR_STOP=1", "-f", schema.toString())).isEmpty();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static boolean hasPsql() {
    return Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
            .map(folder -> Path.of(folder, "psql"))
            .anyMatch(Files::isExecutable)
        && isVersion15();
  }

  private static boolean isVersion15() {
    try {
      return output(new ProcessBuilder("psql", "--version")).contains(" 15.");
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static String output(ProcessBuilder builder) throws IOException, InterruptedException {
    Path file = Files.createTempFile("psql", ".out");
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(file.toFile()).start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(builder.command() + " runs for more than " + TIMEOUT_SECONDS + " s");
      }
      return Files.readString(file);
    } finally {
      Files.delete(file);
    }
  }

  private static String psql(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "psql",
                "-X",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(server.port()),
                "-U",
                "megadb",
                "megadb"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PGCLIENTENCODING", "UTF8");
    builder.environment().put("LC_ALL", "C");
    return output(builder);
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = PsqlDescribeITCase.class.getResourceAsStream("/psql/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "relations, \\d",
    "tables, \\dt",
    "tables-in-detail, \\dt+",
    "table, \\d customers",
    "table-in-detail, \\d+ customers",
    "table-with-two-keys, \\d lines",
    "view-in-detail, \\d+ rich",
    "index, \\d customers_pkey",
    "schemas, \\dn",
    "schemas-in-detail, \\dn+",
    "databases, \\l",
    "views, \\dv",
    "indexes, \\di",
    "roles, \\du",
    "privileges, \\dp",
    "system-table, \\d pg_am",
    "no-such-relation, \\d nothing",
  })
  void showsWhatTheCatalogHas(String file, String command) throws Exception {
    assertThat(psql("-c", command)).isEqualTo(resource(file + ".txt"));
  }
}
