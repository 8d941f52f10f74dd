package io.megadb.gateway.focus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Makes the demonstration's tables in the schema that comes first in a connection's path. */
public final class DemoTables {
  private DemoTables() {}

  /** With tiers, graph and index. */
  public static void load(Connection connection, FocusGenerator generator)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      for (DemoTable table : DemoTable.values()) {
        statement.execute(table.createStatement());
        copy(connection, generator, table);
      }
      for (String model : DemoModels.createStatements()) {
        statement.execute(model);
      }
    }
  }

  /** In PostgreSQL. */
  public static void loadPostgres(Connection connection, FocusGenerator generator)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      for (DemoTable table : DemoTable.values()) {
        statement.execute("DROP TABLE IF EXISTS " + table.tableName());
        statement.execute(PostgresDemo.createStatement(table));
        copy(connection, generator, table);
      }
      for (String change : PostgresDemo.afterLoad()) {
        statement.execute(change);
      }
      statement.execute("ANALYZE");
    }
  }

  private static void copy(Connection connection, FocusGenerator generator, DemoTable table)
      throws SQLException, IOException {
    try (PGCopyOutputStream rows =
        new PGCopyOutputStream(
            connection.unwrap(PGConnection.class), table.copyStatement(), 1 << 16)) {
      OutputStream out = rows;
      generator.writeCsv(table, out);
      rows.endCopy();
      assertThat(rows.getHandledRowCount()).as(table.tableName()).isEqualTo(generator.rows(table));
    }
  }
}
