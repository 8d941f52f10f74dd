package io.megadb.oltp.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file of a {@link Disk}. */
public interface DiskFile extends Closeable {

  long size() throws IOException;

  /** Fills the buffer from {@code position} on as far as the file goes; answers the bytes read. */
  int read(ByteBuffer target, long position) throws IOException;

  /**
   * Writes all remaining bytes of the buffer.
   *
   * @throws DiskFullException when there is no space; part of the bytes may have been written
   */
  void write(ByteBuffer source, long position) throws IOException;

  void truncate(long size) throws IOException;

  /** Forces content and size to disk. After a failure what is on disk is unknown. */
  void sync() throws IOException;
}
