package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory given with {@code --data}, looked at before anything writes into it. */
final class DataFolder {
  private DataFolder() {}

  /** Creates the directory if it does not exist; refuses one that cannot be written. */
  static void prepare(Path directory) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new MegaDbException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, directory + " is not a directory");
    }
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "writable", null));
    } catch (IOException e) {
      throw new MegaDbException(
          SqlState.INSUFFICIENT_PRIVILEGE, "cannot write to directory " + directory, e);
    }
  }

  /** What a database's directory always has; the guard against deleting somebody's home. */
  private static final Path DATABASE = Path.of("oltp");

  /**
   * Deletes a database's directory with all in it; one that does not exist is deleted already.
   *
   * @throws MegaDbException when it is not empty and not a database's, or cannot be deleted
   */
  static void deleteDatabase(Path directory) {
    if (Files.exists(directory) && !isDatabaseOrEmpty(directory)) {
      throw new MegaDbException(
              SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
              directory + " holds something else than a MegaDB database, it is not deleted")
          .withHint("Name another directory with --data.");
    }
    delete(directory);
  }

  private static boolean isDatabaseOrEmpty(Path directory) {
    if (Files.isDirectory(directory.resolve(DATABASE))) {
      return true;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    } catch (IOException e) {
      throw new MegaDbException(SqlState.IO_ERROR, "cannot read " + directory, e);
    }
  }

  /**
   * Deletes a directory with all in it; one that does not exist is deleted already.
   *
   * @throws MegaDbException when something cannot be deleted
   */
  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new MegaDbException(SqlState.IO_ERROR, "cannot delete " + directory, e);
    }
  }
}
