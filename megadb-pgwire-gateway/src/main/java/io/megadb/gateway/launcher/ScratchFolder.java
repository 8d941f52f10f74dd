package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where this process's libraries unpack their native code and Flink keeps its files: a folder of
 * its own in {@code DATA/tmp}. A killed process leaves its folder; the next one deletes it, since
 * nobody holds the lock on the file beside it any more.
 */
final class ScratchFolder implements AutoCloseable {
  /** Read by RocksDB's and Flink's part of this program. */
  static final String PROPERTY = "megadb.scratch";

  /** By which the libraries are told; what is set already stays. */
  private static final List<String> PROPERTIES =
      List.of(
          PROPERTY,
          "org.xerial.snappy.tempdir",
          "ZstdTempFolder",
          "io.netty.native.workdir",
          "org.apache.flink.shaded.netty4.io.netty.native.workdir");

  private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);
  private static final String LOCK = ".lock";

  private final Path folder;
  private final Path lockFile;
  private final FileChannel lock;
  private final List<String> told = new ArrayList<>();

  private ScratchFolder(Path folder, Path lockFile, FileChannel lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Makes the folder and deletes those of processes that have ended.
   *
   * @param data the database's directory
   */
  static ScratchFolder open(Path data) {
    Path all = data.resolve("tmp").toAbsolutePath();
    try {
      Files.createDirectories(all);
      for (Path left : lockFiles(all)) {
        clean(left);
      }
      String name = UUID.randomUUID().toString();
      Path lockFile = all.resolve(name + LOCK);
      FileChannel lock = channel(lockFile);
      if (tryLock(lock) == null) {
        throw new IOException(lockFile + " is locked");
      }
      return new ScratchFolder(Files.createDirectory(all.resolve(name)), lockFile, lock);
    } catch (IOException e) {
      throw new MegaDbException(SqlState.IO_ERROR, "cannot prepare " + all, e);
    }
  }

  private static List<Path> lockFiles(Path all) throws IOException {
    try (Stream<Path> entries = Files.list(all)) {
      return entries.filter(entry -> entry.toString().endsWith(LOCK)).toList();
    }
  }

  /** Deletes a folder with its lock file, unless the process that made it lives. */
  private static void clean(Path lockFile) throws IOException {
    try (FileChannel lock = channel(lockFile)) {
      if (tryLock(lock) != null) {
        String file = lockFile.getFileName().toString();
        DataFolder.delete(
            lockFile.resolveSibling(file.substring(0, file.length() - LOCK.length())));
        Files.deleteIfExists(lockFile);
      }
    }
  }

  private static FileChannel channel(Path lockFile) throws IOException {
    return FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Null if another has it, in this process or in another one. */
  private static FileLock tryLock(FileChannel lock) throws IOException {
    try {
      return lock.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path folder() {
    return folder;
  }

  /** Tells the libraries, none of which may be in use yet. */
  ScratchFolder tellLibraries() {
    for (String property : PROPERTIES) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, folder.toString());
        told.add(property);
      }
    }
    return this;
  }

  /** Deletes the folder; the process is about to end. */
  @Override
  public void close() {
    told.forEach(System::clearProperty);
    try (lock) {
      DataFolder.delete(folder);
      Files.deleteIfExists(lockFile);
    } catch (MegaDbException | IOException | UncheckedIOException e) {
      // Flink deletes its own files at the same time.
      LOG.info("{} is left to the next start", folder, e);
    }
  }
}
