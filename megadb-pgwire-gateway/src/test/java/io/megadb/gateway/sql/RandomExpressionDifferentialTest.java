package io.megadb.gateway.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import io.megadb.gateway.testing.TemporaryPostgres;
import io.megadb.gateway.wire.RawClient;
import io.megadb.proof.Proof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Random expressions have the value, the type or the error that PostgreSQL 15 gives them. */
class RandomExpressionDifferentialTest {
  private static final int BATCH = 50;

  @RegisterExtension final Proof proof = Proof.of("expressions", "expressions", 600);

  @TempDir private Path data;

  @Test
  void expressionsMeanWhatTheyMeanInPostgres() throws IOException {
    Optional<String> unavailable = TemporaryPostgres.unavailable();
    assumeTrue(unavailable.isEmpty(), () -> unavailable.orElse(""));
    ExpressionGenerator generator = new ExpressionGenerator(proof.seed());
    try (TemporaryPostgres postgres = TemporaryPostgres.start();
        MegaDbServer server =
            MegaDbServer.start(new ServerOptions(data, 0, 0, null, null, Map.of()));
        RawClient theirs = RawClient.connect(postgres.port());
        RawClient ours = RawClient.connect(server.port())) {
      while (proof.goesOn()) {
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          expressions.add(generator.next());
        }
        List<ExpressionAnswer> expected = ExpressionAnswer.ask(theirs, expressions);
        List<ExpressionAnswer> actual = ExpressionAnswer.ask(ours, expressions);
        for (int i = 0; i < BATCH; i++) {
          if (!expected.get(i).equals(actual.get(i))
              && KnownDifference.of(expressions.get(i), expected.get(i), actual.get(i)) == null) {
            proof.failed(
                String.format(
                    "SELECT %s%n  PostgreSQL: %s%n  MegaDB:     %s",
                    expressions.get(i), expected.get(i), actual.get(i)));
          }
        }
        proof.did(BATCH);
      }
    }
    proof.check();
  }
}
