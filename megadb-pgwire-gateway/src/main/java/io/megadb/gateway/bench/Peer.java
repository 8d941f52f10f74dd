package io.megadb.gateway.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A server under measurement, on 127.0.0.1.
 *
 * @param name as figures are headed
 */
public record Peer(String name, int port, String user, String database) {
  /** A new connection to it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + user);
  }
}
