package io.megadb.gateway.bench;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The project's texts of TPC-H.
 *
 * @param schema CREATE TABLE statements
 * @param sample statements that fill the tables
 * @param queries query 1 first
 */
public record TpchTexts(List<String> schema, List<String> sample, List<String> queries) {
  private static final int QUERIES = 22;

  /**
   * Reads the folder {@code tpch} of the project.
   *
   * @throws MegaDbException if it is not complete
   */
  public static TpchTexts read(Path folder) {
    try {
      List<String> queries = new ArrayList<>();
      for (int i = 1; i <= QUERIES; i++) {
        queries.add(statements(folder.resolve("queries").resolve("q" + i + ".sql")).get(0));
      }
      return new TpchTexts(
          statements(folder.resolve("schema.sql")),
          statements(folder.resolve("sample.sql")),
          List.copyOf(queries));
    } catch (IOException e) {
      throw new MegaDbException(SqlState.IO_ERROR, "cannot read " + e.getMessage(), e);
    }
  }

  /** The statements of a file, without line comments; no text in it has a semicolon. */
  private static List<String> statements(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("--")) {
        text.append(line).append('\n');
      }
    }
    List<String> statements = new ArrayList<>();
    for (String statement : text.toString().split(";")) {
      if (!statement.isBlank()) {
        statements.add(statement.strip());
      }
    }
    return statements;
  }
}
