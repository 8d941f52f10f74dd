package io.megadb.gateway.sql;

import static org.assertj.core.api.Assertions.fail;

import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Every statement of every file gives what PostgreSQL gave. The property megadb.test.sql-files
 * narrows the files to those whose name it matches; megadb.test.sql-settings, as in {@code
 * megadb.execution=flink;megadb.parallelism=2}, are set in each session.
 */
class SqlFilesTest {
  private static final Path FILES = Path.of("src/test/resources/sql");
  private static final Pattern CREATED =
      Pattern.compile("CREATE (?:OR REPLACE )?(TABLE|VIEW) (?:IF NOT EXISTS )?(\"[^\"]+\"|\\w+)");

  private static final List<String> SETTINGS =
      Pattern.compile(";")
          .splitAsStream(System.getProperty("megadb.test.sql-settings", ""))
          .filter(setting -> !setting.isBlank())
          .toList();

  @TempDir private static Path data;
  private static MegaDbServer server;

  @BeforeAll
  static void startServer() throws IOException {
    server = MegaDbServer.start(new ServerOptions(data, 0, 0, null, null, Map.of()));
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @TestFactory
  Stream<DynamicNode> answersAreThoseOfPostgres() throws IOException {
    Pattern wanted = Pattern.compile(System.getProperty("megadb.test.sql-files", ".*"));
    List<DynamicNode> runs = new ArrayList<>();
    try (Stream<Path> paths = Files.list(FILES)) {
      for (Path path : paths.sorted().toList()) {
        if (path.toString().endsWith(".slt")
            && wanted.matcher(path.getFileName().toString()).find()) {
          addRuns(SltFile.read(path), runs);
        }
      }
    }
    return runs.stream();
  }

  private static void addRuns(SltFile file, List<DynamicNode> runs) {
    List<String> tiers = file.tiers().isEmpty() ? List.of("oltp") : file.tiers();
    for (String tier : tiers) {
      runs.add(run(file, tier, "simple"));
    }
    runs.add(run(file, tiers.get(0), "extended"));
  }

  private static DynamicContainer run(SltFile file, String tier, String mode) {
    FileRun run = new FileRun(file, tier, mode);
    return DynamicContainer.dynamicContainer(
        file.path().getFileName() + " " + tier + " " + mode,
        file.path().toUri(),
        file.records().stream()
            .filter(record -> record.expected() != null)
            .map(
                record ->
                    (DynamicNode)
                        DynamicTest.dynamicTest(
                            file.path().getFileName() + ":" + record.line(),
                            () -> run.check(record)))
            .onClose(run::dropAll));
  }

  /**
   * One pass over a file: its records share a connection, and what they created goes at the end.
   */
  private static final class FileRun {
    private final SltFile file;
    private final String tier;
    private final String mode;
    private SltSession session;

    FileRun(SltFile file, String tier, String mode) {
      this.file = file;
      this.tier = tier;
      this.mode = mode;
    }

    void check(SltRecord record) throws SQLException {
      List<String> traits = List.of("megadb", tier, mode);
      String skipped = record.skipped(traits);
      if (skipped != null) {
        throw new TestAbortedException(skipped);
      }
      if (session == null || session.isClosed()) {
        session = SltSession.connect(server.port(), mode);
        session.execute("SET default_table_access_method = " + tier);
        for (String setting : SETTINGS) {
          session.execute("SET " + setting);
        }
      }
      String difference = record.expected().difference(session.run(record.sql()));
      String known = record.differs(traits);
      if (known == null && difference != null) {
        fail("%s:%d: %s%n%s", file.path(), record.line(), difference, record.sql());
      }
      if (known != null && difference == null) {
        fail("%s:%d: no longer true: %s", file.path(), record.line(), known);
      }
      if (known != null) {
        throw new TestAbortedException(known + ": " + difference);
      }
    }

    void dropAll() {
      try {
        if (session != null) {
          session.close();
        }
        try (SltSession cleaner = SltSession.connect(server.port(), "simple")) {
          for (SltRecord record : file.records()) {
            Matcher created = CREATED.matcher(record.sql());
            if (created.find()) {
              cleaner.run(
                  "DROP " + created.group(1) + " IF EXISTS " + created.group(2) + " CASCADE");
            }
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException("could not clean up after " + file.path(), e);
      }
    }
  }
}
