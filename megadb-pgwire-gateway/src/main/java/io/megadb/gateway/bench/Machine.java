package io.megadb.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells what figures were taken on. */
public final class Machine {
  private Machine() {}

  /** Lines "name: value"; what the system does not tell is left out. */
  public static List<String> describe(Path directory) throws IOException {
    Runtime runtime = Runtime.getRuntime();
    return List.of(
        "machine: "
            + first("/proc/cpuinfo", "model name")
            + ", "
            + runtime.availableProcessors()
            + " cores, memory "
            + first("/proc/meminfo", "MemTotal"),
        "load before: " + whole("/proc/loadavg"),
        "file system: " + Files.getFileStore(directory).type(),
        "java: "
            + System.getProperty("java.vm.version")
            + ", heap "
            + runtime.maxMemory() / 1048576
            + " MiB");
  }

  private static String first(String file, String name) throws IOException {
    return Files.exists(Path.of(file))
        ? Files.readAllLines(Path.of(file)).stream()
            .filter(line -> line.startsWith(name))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown")
        : "unknown";
  }

  private static String whole(String file) throws IOException {
    return Files.exists(Path.of(file)) ? Files.readString(Path.of(file)).strip() : "unknown";
  }
}
