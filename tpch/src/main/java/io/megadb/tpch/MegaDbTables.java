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
        copy(connection, rows, table);
      }
      connection.commit();
      connection.setAutoCommit(true);
      return true;
    }
  }

  /**
   * Loads lineitem alone, partitioned by the year of l_shipdate, if it is not there yet.
   *
   * @return whether anything was loaded
   */
  static boolean loadByYear(Connection connection, TpchRows rows, List<String> schema)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement()) {
      if (loaded(statement)) {
        return false;
      }
      connection.setAutoCommit(false);
      for (String definition : schema) {
        if (name(definition).equals("lineitem")) {
          statement.execute(
              definition.strip() + " USING olap WITH (partition_by = 'year(l_shipdate)')");
        }
      }
      copy(connection, rows, "lineitem");
      connection.commit();
      connection.setAutoCommit(true);
      return true;
    }
  }

  private static void copy(Connection connection, TpchRows rows, String table)
      throws SQLException, IOException {
    try (InputStream bytes = rows.open(table)) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY " + table + " FROM STDIN (DELIMITER '|')", bytes, CHUNK_BYTES);
    }
  }

  private static String name(String definition) {
    return definition.replaceFirst("(?s)\\s*CREATE TABLE (\\w+).*", "$1");
  }

  /**
   * Makes olap tables over Parquet files.
   *
   * @param files a folder with a file TABLE.parquet or a folder TABLE for each table
   */
  static void over(Connection connection, Path files, List<String> schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String definition : schema) {
        String table = name(definition);
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
