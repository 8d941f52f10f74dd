package io.megadb.deployment;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars of a cluster as the build made them: Flink's own, and ours with what they need. */
final class RuntimeJars {
  private RuntimeJars() {}

  /** In the order of the class path. */
  static List<Path> all() {
    return Stream.of("megadb.lib", "flink.lib")
        .flatMap(folder -> jars(Path.of(System.getProperty(folder))).stream())
        .toList();
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String classPath() {
    return all().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
