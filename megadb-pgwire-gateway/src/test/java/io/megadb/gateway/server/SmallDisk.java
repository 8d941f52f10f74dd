package io.megadb.gateway.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of its own, in memory, that a test may fill; only root can mount one. */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 64 << 10;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one on a folder; gives the reason where that is impossible. */
  static Optional<String> unavailable(Path folder) throws IOException, InterruptedException {
    Optional<String> refusal = mount(folder, 1);
    if (refusal.isEmpty()) {
      new SmallDisk(folder).close();
    }
    return refusal.map(reason -> "no file system can be mounted: " + reason);
  }

  /** Mounts one on a folder. */
  static SmallDisk of(Path folder, int mebibytes) throws IOException, InterruptedException {
    mount(folder, mebibytes)
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    return new SmallDisk(folder);
  }

  private static Optional<String> mount(Path folder, int mebibytes)
      throws IOException, InterruptedException {
    try {
      return run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder + "");
    } catch (IOException e) {
      return Optional.of(e.getMessage()); // no such program
    }
  }

  /** What a command that fails says. */
  private static Optional<String> run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    boolean ended = process.waitFor(30, TimeUnit.SECONDS);
    return ended && process.exitValue() == 0 ? Optional.empty() : Optional.of(said);
  }

  Path folder() {
    return folder;
  }

  /** Bytes that are free. */
  long free() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** Takes space with a file of its own until so many bytes are left. */
  void fill(long left) throws IOException {
    byte[] block = new byte[BLOCK];
    Path ballast = folder.resolve("ballast");
    try (OutputStream out =
        Files.newOutputStream(
            ballast,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.APPEND)) {
      for (long more = free() - left; more > 0; more = free() - left) {
        out.write(block, 0, (int) Math.min(BLOCK, more));
      }
    } catch (IOException e) {
      if (free() > 0) {
        throw e;
      } // another writer took the last of it
    }
  }

  /** Gives the space back. */
  void release() throws IOException {
    Files.deleteIfExists(folder.resolve("ballast"));
  }

  @Override
  public void close() throws InterruptedException {
    try {
      run("umount", "-l", folder.toString())
          .ifPresent(
              reason -> {
                throw new IllegalStateException(reason);
              });
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
