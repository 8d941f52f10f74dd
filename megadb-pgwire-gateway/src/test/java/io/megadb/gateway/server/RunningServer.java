package io.megadb.gateway.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server for the tests of a class, on free ports, with a directory that goes with it. */
final class RunningServer implements BeforeAllCallback, AfterAllCallback {
  private Path data;
  private MegaDbServer server;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    data = Files.createTempDirectory("gateway-server");
    server = MegaDbServer.start(options(data));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    server.close();
    delete(data);
  }

  static ServerOptions options(Path data) {
    return new ServerOptions(data, 0, 0, null, null, Map.of());
  }

  static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(directory)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }

  static Connection connect(int port) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port + "/megadb", "megadb", "");
  }

  Connection connect() throws SQLException {
    return connect(server.port());
  }

  int port() {
    return server.port();
  }

  /** Where Flink's REST answers. */
  String uiLink() {
    return server.uiLink();
  }

  /** Link of the job started last, or null. */
  String lastJob() {
    return server.lastJobLink();
  }

  /** State of the job started last, as Flink's REST answers it: RUNNING, CANCELED ... */
  String lastJobState() throws IOException, InterruptedException {
    return lastJob("/status").replaceAll(".*\"status\":\"([A-Z]+)\".*", "$1");
  }

  /** Name of the job started last, as the web UI shows it. */
  String lastJobName() throws IOException, InterruptedException {
    return lastJob("").replaceAll(".*?\"name\":\"([^\"]*)\".*", "$1");
  }

  private String lastJob(String detail) throws IOException, InterruptedException {
    String link = server.lastJobLink();
    String id = link.substring(link.indexOf("completed/") + 10, link.lastIndexOf('/'));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.uiLink() + "/jobs/" + id + detail)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
