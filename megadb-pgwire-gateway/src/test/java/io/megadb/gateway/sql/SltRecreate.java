package io.megadb.gateway.sql;

import io.megadb.gateway.testing.TemporaryPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes what PostgreSQL 15 answers into the files named; see the README beside them. */
public final class SltRecreate {
  private SltRecreate() {}

  /** Arguments are paths of files. Each runs in a cluster's fresh schema public. */
  public static void main(String[] paths) throws IOException, SQLException {
    try (TemporaryPostgres postgres = TemporaryPostgres.start()) {
      for (String path : paths) {
        Path file = Path.of(path);
        Files.writeString(file, recreate(SltFile.read(file), postgres.port()).render());
      }
    }
  }

  private static SltFile recreate(SltFile file, int port) throws SQLException {
    List<SltRecord> records = new ArrayList<>();
    try (SltSession session = SltSession.connect(port, "simple")) {
      session.execute("DROP SCHEMA public CASCADE");
      session.execute("CREATE SCHEMA public");
      session.execute("SET client_min_messages = error");
      for (SltRecord record : file.records()) {
        boolean run = !record.sql().isEmpty() && record.skipped(List.of("postgres")) == null;
        Outcome outcome = run ? told(record, session.run(record.sql())) : record.expected();
        records.add(new SltRecord(record.line(), record.prelude(), outcome, record.sql()));
      }
    }
    return new SltFile(file.path(), file.tiers(), records);
  }

  /** The outcome in the words of a file: how much of it a test compares. */
  private static Outcome told(SltRecord record, Outcome outcome) {
    if (outcome instanceof Outcome.Rows rows) {
      boolean sorted =
          record.expected() instanceof Outcome.Rows before
              ? before.sorted()
              : rows.rows().size() > 1
                  && !record.sql().toUpperCase(Locale.ROOT).contains("ORDER BY");
      List<String> lines = sorted ? rows.rows().stream().sorted().toList() : rows.rows();
      return new Outcome.Rows(rows.types(), sorted, lines);
    }
    if (outcome instanceof Outcome.Refused refused) {
      String message =
          record.expected() instanceof Outcome.Refused before ? before.message() : null;
      return new Outcome.Refused(refused.sqlState(), refused.position(), message);
    }
    return outcome instanceof Outcome.Done done && done.count() == 0
        ? new Outcome.Done(-1)
        : outcome;
  }
}
