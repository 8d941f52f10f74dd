package io.megadb.flink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The cluster's own life. */
class EmbeddedClusterITCase {
  private static final int SECONDS = 30;

  @Test
  void clusterClosesRightAfterItsStart() throws Exception {
    for (int i = 0; i < 3; i++) {
      EmbeddedCluster cluster = EmbeddedCluster.start(EmbeddedClusterOptions.small(2));
      CompletableFuture.runAsync(cluster::close, task -> new Thread(task, "closer").start())
          .get(SECONDS, TimeUnit.SECONDS);
    }
  }
}
