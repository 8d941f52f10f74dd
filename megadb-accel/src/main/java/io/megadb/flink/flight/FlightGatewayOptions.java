package io.megadb.flink.flight;

/**
 * Where the gateway's Flight server listens.
 *
 * @param host to listen on, and by which tasks find it
 * @param port 0 for any free one
 * @param certificate PEM of the server's certificate chain; empty for no TLS
 * @param key PEM of its private key, PKCS#8; empty for no TLS
 */
public record FlightGatewayOptions(String host, int port, String certificate, String key) {
  /** On the loopback address, any port. */
  public static FlightGatewayOptions loopback() {
    return new FlightGatewayOptions("127.0.0.1", 0, "", "");
  }

  /** Without the key. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
