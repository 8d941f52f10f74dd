package io.megadb.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/** Loads the tables into a MegaDB server as a client does: CREATE TABLE and COPY FROM STDIN. */
final class MegaDbTables {
  private static final int CHUNK_BYTES = 1 << 16;

  private MegaDbTables() {}

  /**
   * Loads into olap tables what is not there yet.
   *
   * @param schema CREATE TABLE statements of the tables
   * @return whether anything was loaded
   */
  static boolean load(Connection connection, TpchRows rows, List<String> schema)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      if (loaded(statement)) {
        return false;
      }
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL default_table_access_method = olap");
      for (String definition : schema) {
        statement.execute(definition);
      }
      for (String table : TpchRows.TABLES) {
        try (InputStream bytes = rows.open(table)) {
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + table + " FROM STDIN (DELIMITER '|')", bytes, CHUNK_BYTES);
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
      return true;
    }
  }

  /**
   * Makes olap tables over Parquet files.
   *
   * @param files a folder with a file TABLE.parquet or a folder TABLE for each table
   */
  static void over(Connection connection, Path files, List<String> schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String definition : schema) {
        String table = definition.replaceFirst("(?s)\\s*CREATE TABLE (\\w+).*", "$1");
        boolean file = Files.isRegularFile(files.resolve(table + ".parquet"));
        statement.execute(
            definition.strip()
                + " USING olap WITH (files = '"
                + (file ? table + ".parquet" : table + "/*.parquet")
                + "')");
      }
    }
  }

  private static boolean loaded(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery("SELECT count(*) FROM pg_class WHERE relname = 'lineitem'")) {
      rows.next();
      return rows.getLong(1) > 0;
    }
  }
}
