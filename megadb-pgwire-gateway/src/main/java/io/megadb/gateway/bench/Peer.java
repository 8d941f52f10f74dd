package io.megadb.gateway.bench;

/**
 * A server under measurement, on 127.0.0.1.
 *
 * @param name as figures are headed
 */
public record Peer(String name, int port, String user, String database) {
  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + user;
  }
}
