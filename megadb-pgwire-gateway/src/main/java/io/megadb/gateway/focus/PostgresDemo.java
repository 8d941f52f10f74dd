package io.megadb.gateway.focus;

import java.util.List;

/**
 * The demonstration for a plain PostgreSQL 15, which knows neither tiers nor graphs nor vectors:
 * the same rows, and the question asked by recursion and arithmetic.
 */
public final class PostgresDemo {
  private PostgresDemo() {}

  /** The CREATE TABLE statement; embeddings are texts until {@link #afterLoad}. */
  public static String createStatement(DemoTable table) {
    String statement = table.createStatement();
    return statement
        .substring(0, statement.indexOf("USING "))
        .strip()
        .replace("vector(16)", "text");
  }

  /** Statements to run once the rows are there: embeddings become arrays, in single precision. */
  public static List<String> afterLoad() {
    return List.of(
        "ALTER TABLE resources ALTER COLUMN embedding TYPE float8[]"
            + " USING translate(embedding, '[]', '{}')::float4[]::float8[]");
  }

  /** Indexes for what the question looks up, beside those of the primary keys. */
  public static List<String> indexes() {
    return List.of(
        "CREATE INDEX ON focus_billing (resourceid, billingperiodstart)",
        "CREATE INDEX ON depends_on (dst_id)",
        "CREATE INDEX ON app_uses (resource_id)",
        "CREATE INDEX ON resources (service)");
  }

  /** The question as a statement with one text parameter, {@code $1}. No semicolon at its end. */
  public static String question() {
    return SqlResource.read("question-postgresql.sql").strip();
  }

  /** The question about one resource. */
  public static String questionAbout(String resourceId) {
    return question().replace("$1", "'" + resourceId.replace("'", "''") + "'");
  }
}
