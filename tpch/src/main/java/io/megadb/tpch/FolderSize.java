package io.megadb.tpch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The Parquet files below a folder. */
final class FolderSize {
  private FolderSize() {}

  /** Their number and size in words. */
  static String describe(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(file -> file.toString().endsWith(".parquet")).toList();
      long bytes = 0;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return String.format(Locale.ROOT, "%d Parquet files, %.1f MB", files.size(), bytes / 1e6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
