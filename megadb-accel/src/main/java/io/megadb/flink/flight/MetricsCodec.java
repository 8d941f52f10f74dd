package io.megadb.flink.flight;

import io.megadb.execution.NodeMetrics;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;

/** Counters of plan nodes as bytes. Stateless. */
final class MetricsCodec {
  private MetricsCodec() {}

  static void write(Map<Integer, Map<String, Long>> counters, DataOutputStream out)
      throws IOException {
    out.writeInt(counters.values().stream().mapToInt(Map::size).sum());
    for (Map.Entry<Integer, Map<String, Long>> node : counters.entrySet()) {
      for (Map.Entry<String, Long> counter : node.getValue().entrySet()) {
        out.writeInt(node.getKey());
        out.writeUTF(counter.getKey());
        out.writeLong(counter.getValue());
      }
    }
  }

  /** Adds what was written to the counters there are. */
  static void addTo(NodeMetrics metrics, DataInputStream in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      metrics.add(in.readInt(), in.readUTF(), in.readLong());
    }
  }
}
