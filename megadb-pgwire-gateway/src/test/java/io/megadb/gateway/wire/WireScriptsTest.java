package io.megadb.gateway.wire;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.testing.TemporaryPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The {@link WireScript}s in {@code src/test/resources/wire} hold message by message, against this
 * server and, where it is installed, against PostgreSQL 15, which wrote them.
 */
class WireScriptsTest {
  private static final Path SCRIPTS = Path.of("src/test/resources/wire");

  @RegisterExtension static final GatewayServer SERVER = new GatewayServer();
  private static TemporaryPostgres postgres;

  private static List<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void serverAnswersAsWritten(Path script) throws IOException {
    check(script, SERVER.port());
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void postgresAnswersAsWritten(Path script) throws IOException {
    Optional<String> unavailable = TemporaryPostgres.unavailable();
    assumeTrue(unavailable.isEmpty(), () -> unavailable.orElse(""));
    if (postgres == null) {
      postgres = TemporaryPostgres.start();
    }
    check(script, postgres.port());
  }

  private static void check(Path script, int port) throws IOException {
    List<String> differences = new ArrayList<>();
    try (RawClient client = RawClient.connect(port)) {
      for (WireScript.Exchange exchange : WireScript.read(script).exchanges()) {
        List<String> answers = exchange.run(client);
        if (!answers.equals(exchange.answers())) {
          differences.add(
              String.format(
                  "line %d: %s%n  expected %s%n  heard    %s",
                  exchange.line(), exchange.sent(), exchange.answers(), answers));
        }
      }
    }
    if (!differences.isEmpty()) {
      throw new AssertionError(script + "\n" + String.join("\n", differences));
    }
  }
}
