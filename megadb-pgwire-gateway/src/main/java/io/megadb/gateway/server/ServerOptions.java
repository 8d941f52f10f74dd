package io.megadb.gateway.server;

import io.megadb.gateway.cluster.RemoteFlink;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a server is started.
 *
 * @param data its directory, created if absent
 * @param port of PostgreSQL's protocol; 0 for any free one
 * @param uiPort of the embedded cluster's web UI; 0 for any free one
 * @param slots task slots of the embedded cluster; 0 for two per core
 * @param flink the cluster to run jobs on; null for the embedded one
 * @param copyDirectory the only directory that COPY may use on the server; null for none
 * @param storage options "megadb.…" of the database
 */
public record ServerOptions(
    Path data,
    int port,
    int uiPort,
    int slots,
    RemoteFlink flink,
    Path copyDirectory,
    Map<String, String> storage) {
  public ServerOptions {
    storage = Map.copyOf(storage);
  }

  /** With the default number of task slots. */
  public ServerOptions(
      Path data,
      int port,
      int uiPort,
      RemoteFlink flink,
      Path copyDirectory,
      Map<String, String> storage) {
    this(data, port, uiPort, 0, flink, copyDirectory, storage);
  }
}
