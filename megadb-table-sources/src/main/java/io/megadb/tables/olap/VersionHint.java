package io.megadb.tables.olap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file that tells plain Iceberg where to start looking for the newest metadata. Only a hint:
 * the log decides what is current here.
 */
final class VersionHint {
  private VersionHint() {}

  static void write(Path folder, int number) throws IOException {
    Path metadata = folder.resolve("metadata");
    Path next = Files.createTempFile(metadata, "version-hint", ".tmp");
    try {
      Files.writeString(next, Integer.toString(number));
      Files.move(
          next,
          metadata.resolve("version-hint.text"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next); // still there if the disk is full
    }
  }
}
