package io.megadb.gateway.launcher;

/** The memory that the shell launcher gave this process. */
final class MemorySplit {
  private MemorySplit() {}

  /** One line, such as "Memory: heap 1,228 MiB, managed 409 MiB, direct 409 MiB". */
  static String describe() {
    return "Memory: heap "
        + mebibytes("megadb.memory.heap", Runtime.getRuntime().maxMemory())
        + ", managed "
        + mebibytes("megadb.memory.managed", 0)
        + ", direct "
        + mebibytes("megadb.memory.direct", 0);
  }

  private static String mebibytes(String property, long fallback) {
    return String.format("%,d MiB", Long.getLong(property, fallback) / 1048576);
  }
}
