package io.megadb.gateway.sql;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.megadb.gateway.server.MegaDbServer;
import io.megadb.gateway.server.ServerOptions;
import io.megadb.gateway.testing.TemporaryPostgres;
import io.megadb.gateway.wire.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random expressions have the value, the type or the error that PostgreSQL 15 gives them. {@code
 * -Dmegadb.test.expressions=5000} takes more of them, {@code -Dmegadb.test.seed=7} others.
 */
class RandomExpressionDifferentialTest {
  private static final int BATCH = 50;
  private static final int SHOWN = 20;

  @TempDir private Path data;

  @Test
  void expressionsMeanWhatTheyMeanInPostgres() throws IOException {
    Optional<String> unavailable = TemporaryPostgres.unavailable();
    assumeTrue(unavailable.isEmpty(), () -> unavailable.orElse(""));
    long seed = Long.getLong("megadb.test.seed", 1);
    int count = Integer.getInteger("megadb.test.expressions", 600);
    ExpressionGenerator generator = new ExpressionGenerator(seed);
    List<String> differences = new ArrayList<>();
    try (TemporaryPostgres postgres = TemporaryPostgres.start();
        MegaDbServer server =
            MegaDbServer.start(new ServerOptions(data, 0, 0, null, null, Map.of()));
        RawClient theirs = RawClient.connect(postgres.port());
        RawClient ours = RawClient.connect(server.port())) {
      for (int done = 0; done < count; done += BATCH) {
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
          expressions.add(generator.next());
        }
        List<ExpressionAnswer> expected = ExpressionAnswer.ask(theirs, expressions);
        List<ExpressionAnswer> actual = ExpressionAnswer.ask(ours, expressions);
        for (int i = 0; i < BATCH; i++) {
          if (!expected.get(i).equals(actual.get(i))
              && KnownDifference.of(expressions.get(i), expected.get(i), actual.get(i)) == null) {
            differences.add(
                String.format(
                    "seed %d, expression %d: SELECT %s%n  PostgreSQL: %s%n  MegaDB:     %s",
                    seed, done + i, expressions.get(i), expected.get(i), actual.get(i)));
          }
        }
      }
    }
    if (!differences.isEmpty()) {
      fail(
          "%d of %d expressions differ; the first:%n%s",
          differences.size(),
          count,
          String.join(
              System.lineSeparator(), differences.subList(0, Math.min(SHOWN, differences.size()))));
    }
  }
}
