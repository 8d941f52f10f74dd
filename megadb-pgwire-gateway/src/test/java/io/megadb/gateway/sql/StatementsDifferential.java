package io.megadb.gateway.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import io.megadb.gateway.sql.StatementGenerator.Sample;
import io.megadb.gateway.testing.TemporaryPostgres;
import io.megadb.gateway.wire.RawClient;
import io.megadb.proof.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random statements over three tiers answer, fail and change their tables as in PostgreSQL 15, run
 * on the server's threads and as Flink jobs. A statement that MegaDB refuses as not supported is no
 * difference.
 */
abstract class StatementsDifferential {
  static final int CONSTRUCTS = StatementGenerator.Construct.values().length;

  /** Statements between two fillings of the tables. */
  private static final int ROUND = CONSTRUCTS;

  /** Of so many queries one runs as a job too. */
  private static final int JOBS = 25;

  @RegisterExtension final Proof proof;

  private final String memory;

  @TempDir private Path data;

  /**
   * @param memory that a statement may hold
   */
  StatementsDifferential(Proof proof, String memory) {
    this.proof = proof;
    this.memory = memory;
  }

  @Test
  void statementsMeanWhatTheyMeanInPostgres() throws IOException {
    Optional<String> unavailable = TemporaryPostgres.unavailable();
    assumeTrue(unavailable.isEmpty(), () -> unavailable.orElse(""));
    StatementGenerator generator = new StatementGenerator(proof.seed());
    try (TemporaryPostgres postgres = TemporaryPostgres.start();
        MegaDbServer server =
            MegaDbServer.start(new ServerOptions(data, 0, 0, null, null, Map.of()));
        RawClient theirs = RawClient.connect(postgres.port());
        RawClient ours = RawClient.connect(server.port())) {
      StatementGenerator.definitions(false).forEach(sql -> mustRun(theirs, sql));
      StatementGenerator.definitions(true).forEach(sql -> mustRun(ours, sql));
      mustRun(ours, "SET megadb.query_memory_max = '" + memory + "'");
      for (int i = 0; proof.goesOn(); i++) {
        if (i % ROUND == 0) {
          for (String sql : generator.refill()) {
            mustRun(theirs, sql);
            mustRun(ours, sql);
          }
        }
        compare(generator.next(), theirs, ours, i % JOBS == 0);
        proof.did(1);
      }
    }
    proof.check();
  }

  private void compare(Sample sample, RawClient theirs, RawClient ours, boolean job)
      throws IOException {
    String sql = sample.sql();
    ServerAnswer expected = ServerAnswer.ask(theirs, sql, sample.ordered());
    ServerAnswer actual = ServerAnswer.ask(ours, sql, sample.ordered());
    if ("0A000".equals(actual.sqlState())) {
      mustRun(theirs, "ROLLBACK");
      mustRun(ours, "ROLLBACK");
      if (sample.changed() != null) {
        throw new AssertionError("refused: " + sql);
      }
      return;
    }
    note(sample, "", expected, actual);
    if (expected.sqlState() != null) {
      mustRun(theirs, "ROLLBACK");
      mustRun(ours, "ROLLBACK");
    }
    if (sample.changed() != null) {
      String all = "SELECT * FROM " + sample.changed();
      note(
          sample,
          "; then " + all,
          ServerAnswer.ask(theirs, all, false),
          ServerAnswer.ask(ours, all, false));
    } else if (job) {
      mustRun(ours, "SET megadb.execution = flink");
      note(sample, " as a job", expected, ServerAnswer.ask(ours, sql, sample.ordered()));
      mustRun(ours, "RESET megadb.execution");
    }
  }

  private void note(Sample sample, String after, ServerAnswer expected, ServerAnswer actual) {
    // A batch's rows are looked at for NULL before their keys are, PostgreSQL's one by one.
    boolean nullFirst = "23505".equals(expected.sqlState()) && "23502".equals(actual.sqlState());
    if (!expected.equals(actual) && !nullFirst) {
      proof.failed(
          String.format(
              "%s: %s%s%n  PostgreSQL: %s%n  MegaDB:     %s",
              sample.construct(), sample.sql(), after, expected, actual));
    }
  }

  private static void mustRun(RawClient client, String sql) {
    try {
      ServerAnswer answer = ServerAnswer.ask(client, sql, false);
      if (answer.sqlState() != null) {
        String server = client.processId() == 0 ? "" : " from process " + client.processId();
        throw new AssertionError(answer + server + " for " + sql);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
