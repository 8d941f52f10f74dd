package io.megadb.tables;

import static io.megadb.tables.TestDatabase.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.storage.DatabaseTransaction;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed between the steps of its commits leaves both tiers at one commit. */
class KilledProcessTest {
  private static final int ACKNOWLEDGED = 12;

  @TempDir Path directory;

  @Test
  void acknowledgedCommitsAreThereInBothTiersAndNothingHalf() throws Exception {
    Process child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcessTest.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long acknowledged = 0;
    try (BufferedReader out = child.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("committed ")) {
          acknowledged = Long.parseLong(line.substring("committed ".length()));
        }
        if (acknowledged == ACKNOWLEDGED) {
          child.toHandle().destroyForcibly();
        }
      }
    }
    child.waitFor();
    assertThat(acknowledged).isGreaterThanOrEqualTo(ACKNOWLEDGED);
    try (TestDatabase db = new TestDatabase(directory)) {
      List<List<Object>> rows = db.read(db.database.catalog().table("public", "rows"));
      List<List<Object>> facts = db.read(db.database.catalog().table("public", "facts"));
      assertThat(rows).hasSizeGreaterThanOrEqualTo((int) acknowledged);
      assertThat(facts).containsExactlyInAnyOrderElementsOf(rows);
    }
  }

  /** Commits to both tiers until it is killed. */
  public static void main(String[] arguments) {
    TestDatabase db = new TestDatabase(Path.of(arguments[0]));
    PgType type = PgType.of(PgTypes.INT8);
    TableDefinition rows =
        db.create(TestDatabase.table("rows", "oltp", Map.of(), List.of(0), column("n", type)));
    TableDefinition facts =
        db.create(TestDatabase.table("facts", "olap", Map.of(), List.of(), column("n", type)));
    for (long n = 1; ; n++) {
      try (DatabaseTransaction transaction = db.begin()) {
        TestDatabase.insert(transaction, rows, List.of(List.of(n)));
        TestDatabase.insert(transaction, facts, List.of(List.of(n)));
        transaction.commit();
      }
      System.out.println("committed " + n);
    }
  }
}
