package io.megadb.execution.spill;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folders in which a process keeps temporary files, and the bytes these take together. A file
 * loses its name as soon as it is open, so that the system takes its space back when the process
 * ends in whatever way; what a crash left between the two is removed by the next process. Where the
 * system cannot do that, files are deleted when they are closed. Thread-safe.
 */
public final class SpillSpace {
  private static final String PREFIX = "megadb-spill-";

  private final List<Path> folders;
  private final AtomicLong usedBytes = new AtomicLong();
  private final AtomicInteger openFiles = new AtomicInteger();
  private final AtomicInteger nextFile = new AtomicInteger();

  private SpillSpace(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * Takes folders, makes those that are missing and removes what is left of earlier processes.
   * Files of other processes that run do not suffer: theirs have no names.
   *
   * @param folders at least one; files are spread over them
   */
  public static SpillSpace open(List<Path> folders) {
    for (Path folder : folders) {
      try {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, PREFIX + "*")) {
          for (Path leftover : leftovers) {
            Files.deleteIfExists(leftover);
          }
        }
      } catch (IOException e) {
        throw new MegaDbException(
            SqlState.SYSTEM_ERROR, "folder for temporary files cannot be used: " + folder, e);
      }
    }
    return new SpillSpace(folders);
  }

  /** A new file's channel; 53100 if it cannot be made. */
  FileChannel create() {
    int number = nextFile.getAndIncrement();
    Path path =
        folders
            .get(Math.floorMod(number, folders.size()))
            .resolve(PREFIX + ProcessHandle.current().pid() + "-" + Integer.toHexString(number));
    try {
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
      openFiles.incrementAndGet();
      return channel;
    } catch (IOException e) {
      throw new MegaDbException(
          SqlState.DISK_FULL, "could not create a temporary file: " + e.getMessage(), e);
    }
  }

  void closed(FileChannel channel, long bytes) {
    usedBytes.addAndGet(-bytes);
    openFiles.decrementAndGet();
    try {
      channel.close();
    } catch (IOException e) {
      throw new MegaDbException(SqlState.SYSTEM_ERROR, "could not close a temporary file", e);
    }
  }

  /**
   * Takes space; 53400 beyond the bound.
   *
   * @param maxBytes of all files of the process; 0 for half of what the first folder's disk has
   */
  void take(long bytes, long maxBytes) {
    long used = usedBytes.addAndGet(bytes);
    if (used > (maxBytes > 0 ? maxBytes : half(used))) {
      usedBytes.addAndGet(-bytes);
      throw new MegaDbException(
              SqlState.CONFIGURATION_LIMIT_EXCEEDED,
              "temporary file size exceeds megadb.spill_max"
                  + (maxBytes > 0 ? " (" + maxBytes / 1024 + "kB)" : " (half of the free space)"))
          .withDetail("All statements together may write no more temporary files than that.")
          .withHint(
              "Raise megadb.spill_max or megadb.query_memory_max, or select fewer rows or"
                  + " columns.");
    }
  }

  private long half(long used) {
    return (folders.get(0).toFile().getUsableSpace() + used) / 2;
  }

  /** Bytes in files now. */
  public long usedBytes() {
    return usedBytes.get();
  }

  /** Files that are not closed; 0 when no statement runs. */
  public int openFiles() {
    return openFiles.get();
  }
}
