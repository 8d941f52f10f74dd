package io.megadb.flink.flight;

import java.io.Serializable;

/**
 * How the tasks of one query reach the gateway; travels with the job.
 *
 * @param host by which the gateway's machine is known to the cluster
 * @param port of its Flight server
 * @param certificate that the server must show, in PEM; empty for no TLS
 * @param token the secret of the query
 */
public record GatewayLink(
    String host, int port, String certificate, String databaseId, String queryId, String token)
    implements Serializable {

  /** Without the secret. */
  @Override
  public String toString() {
    return host + ":" + port + "/" + queryId;
  }
}
