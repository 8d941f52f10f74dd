package io.megadb.flink;

import java.time.Duration;
import org.apache.flink.configuration.MemorySize;

/**
 * Options of the cluster inside this process.
 *
 * @param slots task slots; jobs wait for free ones
 * @param uiPort of the web UI on the loopback address; 0 takes a free one
 * @param networkMemory buffers between tasks, taken at the start outside the heap
 * @param managedMemory Flink's own operators may use it; ours do not
 * @param keptJobs ended jobs that the web UI still shows
 * @param heartbeatTimeout a process that stands still for less (debugger, full collection) keeps
 *     its jobs
 */
public record EmbeddedClusterOptions(
    int slots,
    int uiPort,
    MemorySize networkMemory,
    MemorySize managedMemory,
    int keptJobs,
    Duration heartbeatTimeout) {

  /** Fits beside a gateway in 4 GiB. */
  public static EmbeddedClusterOptions small(int slots) {
    return new EmbeddedClusterOptions(
        slots,
        0,
        MemorySize.ofMebiBytes(64),
        MemorySize.ofMebiBytes(16),
        50,
        Duration.ofMinutes(5));
  }

  /** The same but for the web UI's port. */
  public EmbeddedClusterOptions withUiPort(int port) {
    return new EmbeddedClusterOptions(
        slots, port, networkMemory, managedMemory, keptJobs, heartbeatTimeout);
  }

  /** The same but for Flink's managed memory, in bytes. */
  public EmbeddedClusterOptions withManagedMemory(long bytes) {
    return new EmbeddedClusterOptions(
        slots, uiPort, networkMemory, new MemorySize(bytes), keptJobs, heartbeatTimeout);
  }
}
