package io.megadb.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.focus.AffectedApp;
import io.megadb.gateway.focus.Answers;
import io.megadb.gateway.focus.DemoAnswer;
import io.megadb.gateway.focus.DemoQuestion;
import io.megadb.gateway.focus.DemoSize;
import io.megadb.gateway.focus.DemoTables;
import io.megadb.gateway.focus.FocusGenerator;
import io.megadb.gateway.focus.PostgresDemo;
import io.megadb.gateway.testing.TemporaryPostgres;
import io.megadb.proof.Proof;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The demonstration's question about companies of three sizes: as PostgreSQL 15 answers it by
 * recursion and arithmetic, and as an evaluation without SQL does, at every place to run it.
 */
class QuestionITCase {
  private static final int SHORT_SEEDS = 1;
  private static final int ASKED = 3;

  /** Resources of a short proof and of a long one. */
  private static final List<Integer> SHORT_SIZES = List.of(8, 20, 40);

  private static final List<Integer> LONG_SIZES = List.of(30, 120, 400);

  @RegisterExtension static final RunningServer SERVER = new RunningServer();

  @RegisterExtension final Proof proof = Proof.of("question", "seeds", SHORT_SEEDS);

  @Test
  void answersAreThoseOfPostgresqlEverywhere() throws SQLException, IOException {
    Optional<String> unavailable = TemporaryPostgres.unavailable();
    assumeTrue(unavailable.isEmpty(), unavailable.orElse(""));
    Random random = proof.random();
    List<Integer> sizes = proof.count() > SHORT_SEEDS ? LONG_SIZES : SHORT_SIZES;
    try (TemporaryPostgres postgres = TemporaryPostgres.start();
        Connection theirs = postgres.connect()) {
      while (proof.goesOn()) {
        long seed = random.nextInt(1_000_000);
        for (int resources : sizes) {
          compare(new DemoSize(resources, 13, seed), theirs, random);
        }
        proof.did(1);
      }
    }
  }

  private static void compare(DemoSize size, Connection theirs, Random random)
      throws SQLException, IOException {
    FocusGenerator generator = new FocusGenerator(size);
    DemoAnswer answer = new DemoAnswer(generator);
    DemoTables.loadPostgres(theirs, generator);
    try (Connection ours = SERVER.connect()) {
      Sql.run(ours, "CREATE SCHEMA company");
      Sql.run(ours, "SET search_path = company");
      DemoTables.load(ours, generator);
      List<String> ids = Sql.rows(ours, "SELECT resource_id FROM resources ORDER BY resource_id");
      List<String> targets = new ArrayList<>(List.of(answer.defaultTarget()));
      while (targets.size() < ASKED) {
        targets.add(ids.get(random.nextInt(ids.size())));
      }
      for (String target : targets) {
        List<AffectedApp> expected = ask(theirs, PostgresDemo.questionAbout(target));
        assertThat(answer.about(target)).as("%s of %s", target, size).isEqualTo(expected);
        for (String execution : List.of("auto", "local", "flink")) {
          Sql.run(ours, "SET megadb.execution = " + execution);
          assertThat(ask(ours, DemoQuestion.about(target)))
              .as("%s of %s, %s", target, size, execution)
              .isEqualTo(expected);
        }
      }
      Sql.run(ours, "SET megadb.execution = auto");
      Sql.run(ours, "DROP SCHEMA company CASCADE");
    }
  }

  private static List<AffectedApp> ask(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      return Answers.of(rows);
    }
  }
}
