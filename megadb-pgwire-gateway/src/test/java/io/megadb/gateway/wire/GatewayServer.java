package io.megadb.gateway.wire;

import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server for the tests of a class, on a free port, with a directory that goes with it. */
final class GatewayServer implements BeforeAllCallback, AfterAllCallback {
  private Path data;
  private MegaDbServer server;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    data = Files.createTempDirectory("gateway-wire");
    server = MegaDbServer.start(new ServerOptions(data, 0, 0, null, null, Map.of()));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(data)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    }
  }

  int port() {
    return server.port();
  }

  /** A client that is ready for queries. */
  RawClient connect() throws IOException {
    return RawClient.connect(port());
  }

  /** A new client gets an answer: the server has survived. */
  boolean isHealthy() throws IOException {
    try (RawClient client = connect()) {
      return client.query("SELECT 1").exchange().stream().anyMatch(m -> m.type() == 'D');
    }
  }
}
