package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory may be moved and copied while no server runs on it. */
class MovedDirectoryITCase {
  private static final String ROWS =
      "SELECT (SELECT count(*) || ' ' || sum(id) || ' ' || min(t) FROM o) || ' ' || (SELECT count(*)"
          + " || ' ' || sum(id) FROM p) || ' ' || (SELECT sum(id) FROM r)";

  @TempDir private Path directory;

  private static MegaDbServer start(Path data) throws IOException {
    return MegaDbServer.start(new ServerOptions(data, 0, 0, null, null, Map.of()));
  }

  private static String ask(Path data, String sql) throws IOException, SQLException {
    try (MegaDbServer server = start(data);
        Connection connection = RunningServer.connect(server.port())) {
      return Sql.value(connection, sql);
    }
  }

  private static void run(Path data, String... statements) throws IOException, SQLException {
    try (MegaDbServer server = start(data);
        Connection connection = RunningServer.connect(server.port())) {
      for (String statement : statements) {
        Sql.run(connection, statement);
      }
    }
  }

  private static Map<Path, Long> files(Path folder) throws IOException {
    Map<Path, Long> sizes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        sizes.put(folder.relativize(file), Files.size(file));
      }
    }
    return sizes;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path)));
      }
    }
  }

  @Test
  void movedAndCopiedDirectoriesAreDatabasesOfTheirOwn() throws Exception {
    Path first = directory.resolve("first");
    run(
        first,
        "CREATE TABLE o (id int8, t text) USING olap",
        "CREATE TABLE p (id int8, region text) USING olap WITH (partition_by = 'region')",
        "CREATE TABLE r (id int8 PRIMARY KEY) USING oltp",
        "INSERT INTO o SELECT i, 'row ' || i FROM generate_series(1, 1000) i",
        "INSERT INTO p SELECT i, 'r' || i % 3 FROM generate_series(1, 1000) i",
        "INSERT INTO r VALUES (7)",
        "DELETE FROM o WHERE id <= 10",
        "ANALYZE");
    String before = ask(first, ROWS);
    assertThat(before).isEqualTo("990 500445 row 100 1000 500500 7");

    Path moved = directory.resolve("moved");
    Files.move(first, moved);
    assertThat(ask(moved, ROWS)).isEqualTo(before);
    run(moved, "INSERT INTO o VALUES (2000, 'after the move')");
    before = ask(moved, ROWS);

    Path copy = directory.resolve("copy");
    copy(moved, copy);
    Map<Path, Long> original = files(moved.resolve("olap"));
    run(
        copy,
        "DELETE FROM o WHERE id <= 500",
        "INSERT INTO o VALUES (1, 'new')",
        "UPDATE p SET region = 'r9' WHERE id = 5",
        "CREATE TABLE later (id int8) USING olap",
        "INSERT INTO later VALUES (1)",
        "TRUNCATE p",
        "ANALYZE");
    assertThat(ask(copy, "SELECT count(*) || ' ' || sum(id) FROM o")).isEqualTo("502 377251");
    assertThat(files(moved.resolve("olap"))).isEqualTo(original);
    assertThat(ask(moved, ROWS)).isEqualTo(before);

    Path again = directory.resolve("again");
    Files.move(copy, again);
    assertThat(ask(again, "SELECT count(*) || ' ' || (SELECT count(*) FROM later) FROM o"))
        .isEqualTo("502 1");
    Set<String> names = new TreeSet<>();
    files(again.resolve("olap")).keySet().forEach(path -> names.add(path.getName(0).toString()));
    assertThat(names).hasSizeGreaterThanOrEqualTo(3);
  }
}
