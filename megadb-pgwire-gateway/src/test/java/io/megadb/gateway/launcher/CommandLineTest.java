package io.megadb.gateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands refuse and tell without a server; each refusal is one sentence. */
class CommandLineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"up", "demo", "sql", "import"})
  void helpTellsTheOptions(String command) {
    CommandRun run = CommandRun.of(command, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: megadb " + command).contains("--port P");
    assertThat(run.out().lines().count()).isLessThan(20);
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"point", "copy", "flink", "plan"})
  void helpOfBenchTellsTheOptions(String what) {
    assertThat(CommandRun.of("bench", "--help").out()).contains("\n  " + what + " ");
    CommandRun run = CommandRun.of("bench", what, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: megadb bench " + what).contains("--directory DIR");
    assertThat(run.out().lines().count()).isLessThan(20);
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frobnicate",
        "up",
        "up --data x --port many",
        "up --data x --frob",
        "up --data",
        "demo now",
        "import",
        "import focus",
        "import tables x.csv",
        "bench",
        "bench frobnicate",
        "bench point --scale 0",
        "bench copy now",
        "bench flink --clients 1",
        "bench copy --postgres /nowhere",
      })
  void wrongUsageIsOneSentenceAndExitCodeTwo(String line) {
    CommandRun run = CommandRun.of(line.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines()).singleElement().asString().startsWith("megadb: ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void upRefusesTakenPorts() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertRefused(
          CommandRun.of("up", "--data", folder + "/new", "--port", port, "--ui-port", "0"),
          "PostgreSQL port " + port + " is taken");
      assertRefused(
          CommandRun.of("up", "--data", folder + "/new", "--port", "0", "--ui-port", port),
          "web UI port " + port + " is taken");
    }
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void numberOfSlotsIsCheckedBeforeAnythingIsTouched() {
    String data = folder + "/new";
    for (String command : new String[] {"up", "demo"}) {
      CommandRun run = CommandRun.of(command, "--data", data, "--slots", "0");
      assertThat(run.err()).contains("option --slots is '0', expected a number from 1 to 256");
      assertThat(run.exitCode()).isEqualTo(2);
    }
    CommandRun both =
        CommandRun.of("up", "--data", data, "--flink", "http://localhost:1", "--slots", "4");
    assertThat(both.err()).contains("--slots is for the cluster in this process");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void upRefusesFileAsDataDirectory() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertRefused(up(file), file + " is not a directory");
    assertRefused(up(file.resolve("below")), "cannot write to directory " + file);
  }

  @Test
  void upRefusesDirectoryInUse() throws IOException {
    try (MegaDbServer server =
        MegaDbServer.start(new ServerOptions(folder, 0, 0, null, null, Map.of()))) {
      assertThat(server.port()).isPositive();
      assertRefused(up(folder), "is in use by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void upRefusesDirectoryOfAnotherVersion() throws IOException {
    Files.createDirectories(folder.resolve("oltp"));
    Files.writeString(folder.resolve("oltp/FORMAT"), "megadb-oltp 99\n");
    assertRefused(up(folder), "version");
  }

  @Test
  void importRefusesFilesItCannotLoad() throws IOException {
    Path parquet = Files.writeString(folder.resolve("export.parquet"), "PARE and so on");
    assertRefused(CommandRun.of("import", "focus", folder + "/none.csv"), "there is no file");
    assertRefused(
        CommandRun.of("import", "focus", parquet.toString()),
        "importing an encrypted Parquet file");
  }

  private static CommandRun up(Path data) {
    return CommandRun.of("up", "--data", data.toString(), "--port", "0", "--ui-port", "0");
  }

  private static void assertRefused(CommandRun run, String sentence) {
    assertThat(run.err().lines()).singleElement().asString().contains(sentence);
    assertThat(run.exitCode()).isEqualTo(1);
  }
}
