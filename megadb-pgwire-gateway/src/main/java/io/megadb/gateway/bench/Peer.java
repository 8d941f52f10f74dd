package io.megadb.gateway.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A server under measurement, on 127.0.0.1.
 *
 * @param name as figures are headed
 */
public record Peer(String name, int port, String user, String database) {
  /** Its name and version, as it tells it. */
  String description() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW server_version")) {
      rows.next();
      return name + " " + rows.getString(1);
    }
  }

  /** A new connection to it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + user);
  }
}
