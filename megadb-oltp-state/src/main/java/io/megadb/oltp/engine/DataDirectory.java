package io.megadb.oltp.engine;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of one store, locked for this process.
 *
 * <pre>
 *   FORMAT   three lines: megadb-oltp VERSION, cluster UUID, epoch NUMBER
 *   LOCK     locked while open; holds the owner's process id, empty after an orderly close
 *   log/     segments of the commit log
 *   state/   RocksDB; may be deleted as long as the log goes back to the first commit
 * </pre>
 */
final class DataDirectory implements AutoCloseable {
  private static final int VERSION = 1;
  private static final String FORMAT = "FORMAT";
  private static final String LOCK = "LOCK";
  private static final String PRODUCT = "megadb-oltp ";
  private static final String CLUSTER = "cluster ";
  private static final String EPOCH = "epoch ";
  private static final int PID_DIGITS = 20;

  private final Path path;
  private final FileChannel lockFile;
  private final boolean closedOrderly;
  private UUID clusterId;
  private long epoch;

  private DataDirectory(Path path, FileChannel lockFile) throws IOException {
    this.path = path;
    this.lockFile = lockFile;
    this.closedOrderly = lockFile.size() == 0;
    lockFile.truncate(0);
    lockFile.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
        0);
  }

  /**
   * Locks a directory, creating and marking it when it is missing or empty.
   *
   * @throws OltpException with {@link Reason.DirectoryInUse}, {@link Reason.ForeignDirectory},
   *     {@link Reason.WrongVersion} or {@link Reason.IoFailure}
   */
  static DataDirectory open(Path path) {
    try {
      Files.createDirectories(path);
      refuseForeign(path);
      DataDirectory directory = new DataDirectory(path, lock(path));
      try {
        directory.readOrCreateFormat();
        return directory;
      } catch (IOException | RuntimeException e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      throw new OltpException(Reason.of(path, e), e);
    }
  }

  private static void refuseForeign(Path path) throws IOException {
    if (Files.exists(path.resolve(FORMAT))) {
      return;
    }
    try (Stream<Path> files = Files.list(path)) {
      List<String> strangers =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.startsWith(FORMAT) && !name.equals(LOCK))
              .sorted()
              .toList();
      if (!strangers.isEmpty()) {
        throw new OltpException(
            new Reason.ForeignDirectory(path, "it holds " + strangers.get(0) + " but no FORMAT"));
      }
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // open in this very process
    }
    if (lock == null) {
      long owner = readPid(channel);
      channel.close();
      throw new OltpException(new Reason.DirectoryInUse(path, owner));
    }
    return channel;
  }

  private static long readPid(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(PID_DIGITS);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private void readOrCreateFormat() throws IOException {
    Path file = path.resolve(FORMAT);
    if (Files.exists(file)) {
      read(file);
      return;
    }
    clusterId = UUID.randomUUID();
    epoch = 1;
    Path unfinished = path.resolve(FORMAT + ".new");
    String text = PRODUCT + VERSION + "\n" + CLUSTER + clusterId + "\n" + EPOCH + epoch + "\n";
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    try {
      int version = Integer.parseInt(after(PRODUCT, lines.get(0)));
      if (version != VERSION) {
        throw new OltpException(new Reason.WrongVersion(file, version, VERSION));
      }
      clusterId = UUID.fromString(after(CLUSTER, lines.get(1)));
      epoch = Long.parseLong(after(EPOCH, lines.get(2)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new OltpException(
          new Reason.ForeignDirectory(path, "FORMAT cannot be read: " + e.getMessage()), e);
    }
  }

  private static String after(String prefix, String line) {
    if (!line.startsWith(prefix)) {
      throw new IllegalArgumentException("expected '" + prefix + "', found '" + line + "'");
    }
    return line.substring(prefix.length());
  }

  Path log() {
    return path.resolve("log");
  }

  Path state() {
    return path.resolve("state");
  }

  UUID clusterId() {
    return clusterId;
  }

  long epoch() {
    return epoch;
  }

  /** True when the last owner left nothing to do, or there was none. */
  boolean wasClosedOrderly() {
    return closedOrderly;
  }

  /** Lets go after a failure. */
  @Override
  public void close() {
    close(false);
  }

  /**
   * Lets go.
   *
   * @param orderly true when the next open has nothing to clean up
   */
  void close(boolean orderly) {
    try {
      if (orderly) {
        lockFile.truncate(0);
      }
      lockFile.close();
    } catch (IOException e) {
      throw new OltpException(new Reason.IoFailure(path.resolve(LOCK), e.toString()), e);
    }
  }
}
