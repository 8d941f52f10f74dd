package io.megadb.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** psql and pgbench themselves, where they are installed. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ClientProgramsTest {
  @RegisterExtension static final GatewayServer SERVER = new GatewayServer();
  @TempDir private Path directory;

  @Test
  void psqlPrintsRows() throws Exception {
    assertThat(psql("-c", "SELECT 1 AS one, NULL AS none, 'ü' AS text"))
        .contains("one | none | text", "  1 |      | ü", "(1 row)");
  }

  @Test
  void psqlRunsAScriptAndStopsAtAnError() throws Exception {
    Path script = directory.resolve("script.sql");
    Files.writeString(
        script,
        """
        CREATE TABLE script (id int4 PRIMARY KEY, name text);
        \\copy script FROM STDIN
        1\ta
        2\tb
        \\.
        BEGIN;
        DELETE FROM script WHERE id = 1;
        ROLLBACK;
        SELECT count(*) AS n FROM script;
        SELECT nosuch FROM script;
        """);
    assertThat(psql("-A", "-f", script.toString()))
        .contains(
            "CREATE TABLE", "COPY 2", "DELETE 1", "n\n2\n", "column \"nosuch\" does not exist")
        .contains("LINE 1: SELECT nosuch FROM script;", "               ^");
  }

  @Test
  void psqlListsTablesDatabasesAndSchemas() throws Exception {
    psql("-c", "CREATE TABLE listed (id int4)");
    assertThat(backslash("\\dt")).contains("listed").doesNotContain("ERROR");
    assertThat(psql("-c", "\\l")).contains("postgres").doesNotContain("ERROR");
    assertThat(psql("-c", "\\dn")).contains("public").doesNotContain("ERROR");
  }

  @Test
  void psqlDescribesATable() throws Exception {
    psql("-c", "CREATE TABLE described (id int4 PRIMARY KEY, name text NOT NULL DEFAULT 'x')");
    // A default is shown as it was written; PostgreSQL puts a literal's type behind it.
    assertThat(backslash("\\d described"))
        .contains("Table \"public.described\"", "id", "integer", "not null", "'x'")
        .doesNotContain("ERROR");
  }

  /** As its users run it: all steps of -i but foreign keys, then each of its own scripts. */
  @Test
  void pgbenchMakesItsTablesAndRunsItsScriptsInEveryProtocol() throws Exception {
    assertThat(pgbench("-i", "--quiet")).contains("primary keys", "done in").doesNotContain("rror");
    for (String script : List.of("tpcb-like", "simple-update", "select-only")) {
      for (String protocol : List.of("simple", "extended", "prepared")) {
        assertThat(pgbench("-n", "-b", script, "-M", protocol, "-c", "4", "-j", "2", "-t", "25"))
            .as(script + " " + protocol)
            .contains("number of transactions actually processed: 100/100")
            .contains("number of failed transactions: 0");
      }
    }
    Path pipeline = directory.resolve("pipeline.sql");
    Files.writeString(
        pipeline,
        """
        \\set aid random(1, 100000)
        \\startpipeline
        BEGIN;
        UPDATE pgbench_accounts SET abalance = abalance + 1 WHERE aid = :aid;
        SELECT abalance FROM pgbench_accounts WHERE aid = :aid;
        INSERT INTO pgbench_history VALUES (1, 1, :aid, 1, now());
        COMMIT;
        \\endpipeline
        """);
    assertThat(pgbench("-n", "-f", pipeline.toString(), "-M", "prepared", "-c", "4", "-t", "25"))
        .contains("number of transactions actually processed: 100/100");
    String sums =
        "SELECT (SELECT sum(abalance) FROM pgbench_accounts) - (SELECT sum(delta) FROM"
            + " pgbench_history) AS lost, (SELECT count(*) FROM pgbench_history) AS transactions";
    assertThat(psql("-At", "-c", sums)).isEqualTo("0|700\n");
    // Again over tables that are there, with rows made by the server.
    assertThat(pgbench("-i", "--quiet", "-I", "dtGvp")).doesNotContain("rror");
  }

  private String pgbench(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("pgbench"));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-h", "127.0.0.1", "-p", String.valueOf(SERVER.port()), "-U", "postgres"));
    command.add("postgres");
    return run(command.toArray(String[]::new));
  }

  /** A command that psql turns into queries of pg_catalog. */
  private String backslash(String command) throws IOException, InterruptedException {
    String output = psql("-c", command);
    assumeFalse(
        output.matches("(?s).*function pg_\\w+\\(.*does not exist.*"),
        () -> command + " needs a catalog function that is missing: " + output);
    return output;
  }

  private String psql(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "psql",
                "-X",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(SERVER.port()),
                "-U",
                "postgres",
                "-d",
                "postgres",
                "-v",
                "ON_ERROR_STOP=1"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    assumeTrue(isInstalled(command[0]), command[0] + " is not installed");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PGCLIENTENCODING", "UTF8");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static boolean isInstalled(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
