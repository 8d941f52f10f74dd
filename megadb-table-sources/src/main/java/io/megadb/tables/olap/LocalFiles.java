package io.megadb.tables.olap;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/**
 * Files of the local disk, written so that a commit record may name them: a file is forced to disk
 * when it is closed, its folder by {@link #forceFolders}. Remembers what it wrote, so that a
 * transaction that rolls back can take it away. Thread-safe.
 */
final class LocalFiles implements FileIO {
  private static final long serialVersionUID = 1L;

  /** Not in what tasks get. */
  private final transient Moves moves;

  private final Set<String> written = ConcurrentHashMap.newKeySet();
  private final Set<String> folders = ConcurrentHashMap.newKeySet();

  LocalFiles(Moves moves) {
    this.moves = moves;
  }

  /** Where a file is that metadata names. */
  String path(String location) {
    return moves.path(location.startsWith("file:") ? location.substring(5) : location);
  }

  private File file(String location) {
    return new File(path(location));
  }

  @Override
  public InputFile newInputFile(String location) {
    return org.apache.iceberg.Files.localInput(file(location));
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new LocalOutput(location, true);
  }

  /** A file that may be lost, or damaged, by a crash; whoever reads it can do without. */
  OutputFile newUnforcedFile(String location) {
    return new LocalOutput(location, false);
  }

  @Override
  public void deleteFile(String location) {
    delete(file(location).toPath());
    written.remove(path(location));
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failure) {
      throw FileErrors.writing(path, failure);
    }
  }

  /** Removes everything written so far; for a transaction that did not commit. */
  void deleteWritten() {
    for (String path : written) {
      delete(Path.of(path));
    }
    written.clear();
  }

  /** Forces the names of all files written since the last call to disk. */
  void forceFolders() {
    for (String folder : folders) {
      force(Path.of(folder));
    }
    folders.clear();
  }

  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException failure) {
      throw FileErrors.writing(folder, failure);
    }
  }

  private void created(File file) {
    written.add(file.getPath());
    File parent = file.getParentFile();
    while (!parent.exists()) {
      folders.add(parent.getPath());
      parent = parent.getParentFile();
    }
    folders.add(parent.getPath());
    folders.add(file.getParent());
    try {
      Files.createDirectories(file.getParentFile().toPath()); // two writers may both be the first
    } catch (IOException failure) {
      throw FileErrors.writing(file.getParent(), failure);
    }
  }

  private final class LocalOutput implements OutputFile {
    private final String name;
    private final File file;
    private final boolean forced;

    /**
     * @param name by which metadata will name it
     */
    LocalOutput(String name, boolean forced) {
      this.name = name;
      this.file = file(name);
      this.forced = forced;
    }

    @Override
    public PositionOutputStream create() {
      if (file.exists()) {
        throw new org.apache.iceberg.exceptions.AlreadyExistsException("%s exists", file);
      }
      return createOrOverwrite();
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      created(file);
      try {
        return new FileStream(file, forced);
      } catch (IOException failure) {
        throw FileErrors.writing(file, failure);
      }
    }

    @Override
    public String location() {
      return name;
    }

    @Override
    public InputFile toInputFile() {
      return newInputFile(name);
    }
  }

  /**
   * Buffers, and forces the content to disk before it closes if that was asked for. What fails is
   * told as our own error, which the writers of Iceberg and Parquet let pass.
   */
  private static final class FileStream extends PositionOutputStream {
    private final File file;
    private final boolean forced;
    private final FileOutputStream out;
    private final byte[] buffer = new byte[1 << 16];
    private int buffered;
    private long position;
    private boolean closed;

    FileStream(File file, boolean forced) throws IOException {
      this.file = file;
      this.forced = forced;
      this.out = new FileOutputStream(file);
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int value) {
      if (buffered == buffer.length) {
        drain();
      }
      buffer[buffered++] = (byte) value;
      position++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      if (length > buffer.length - buffered) {
        drain();
      }
      if (length > buffer.length) {
        drain(bytes, from, length);
      } else {
        System.arraycopy(bytes, from, buffer, buffered, length);
        buffered += length;
      }
      position += length;
    }

    private void drain() {
      int length = buffered;
      buffered = 0;
      drain(buffer, 0, length);
    }

    private void drain(byte[] bytes, int from, int length) {
      try {
        out.write(bytes, from, length);
      } catch (IOException failure) {
        throw FileErrors.writing(file, failure);
      }
    }

    @Override
    public void flush() {
      drain();
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      try (out) {
        drain();
        if (forced) {
          out.getFD().sync();
        }
      } catch (IOException failure) {
        throw FileErrors.writing(file, failure);
      }
    }
  }
}
