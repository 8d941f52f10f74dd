package io.megadb.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The catalog queries psql 15 sends for its backslash commands. */
class PsqlQueriesTest {
  private static Path beside(String file) {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path data = folder.resolve("shared").resolve("data").resolve(file);
      if (Files.exists(data)) {
        return data;
      }
    }
    return null;
  }

  @Test
  void everyOneParsesWithItsOwnText() throws IOException {
    Path file = beside("psql-queries.sql");
    assumeTrue(file != null, "shared/data/psql-queries.sql is not beside the project");
    String sql = Files.readString(file);
    List<ParsedStatement> statements = PgParser.parse(sql);
    assertThat(statements).hasSizeGreaterThanOrEqualTo(107);
    List<String> wrong = new ArrayList<>();
    for (ParsedStatement statement : statements) {
      int begin = sql.offsetByCodePoints(0, statement.offset());
      if (!sql.startsWith(statement.text(), begin)) {
        wrong.add(statement.text());
      }
    }
    assertThat(wrong).isEmpty();
  }
}
