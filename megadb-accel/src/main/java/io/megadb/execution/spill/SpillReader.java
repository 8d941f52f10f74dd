package io.megadb.execution.spill;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.vector.Batch;
import io.megadb.vector.codec.BatchCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** The batches of a file in the order in which they were written. Confined to one thread. */
public final class SpillReader {
  private final FileChannel channel;
  private final long end;
  private final LZ4SafeDecompressor decompressor = LZ4Factory.fastestInstance().safeDecompressor();
  private byte[] buffer = new byte[0];

  /** Where the buffer's first byte stands in the file, and how much of it is read and used. */
  private long bufferAt;

  private int filled;
  private int used;

  SpillReader(FileChannel channel, long end) {
    this.channel = channel;
    this.end = end;
  }

  /** The next batch, or null at the end; bytes that are none are XX001. */
  public Batch next() {
    if (bufferAt + used >= end) {
      return null;
    }
    ensure(SpillFile.HEADER_BYTES);
    ByteBuffer header = ByteBuffer.wrap(buffer, used, SpillFile.HEADER_BYTES);
    int size = header.getInt();
    int stored = header.getInt();
    used += SpillFile.HEADER_BYTES;
    if (size < 0 || stored < 0 || stored > size) {
      throw new MegaDbException(SqlState.DATA_CORRUPTED, "a temporary file is damaged");
    }
    ensure(stored);
    int at = used;
    used += stored;
    if (stored == size) {
      return BatchCodec.decode(buffer, at, size);
    }
    byte[] bytes = new byte[size];
    try {
      decompressor.decompress(buffer, at, stored, bytes, 0, size);
    } catch (LZ4Exception e) {
      throw new MegaDbException(SqlState.DATA_CORRUPTED, "a temporary file is damaged", e);
    }
    return BatchCodec.decode(bytes, 0, size);
  }

  /** Brings so many bytes from {@code used} on into the buffer. */
  private void ensure(int count) {
    if (filled - used >= count) {
      return;
    }
    byte[] target =
        buffer.length >= count ? buffer : new byte[Math.max(count, SpillFile.BUFFER_BYTES)];
    System.arraycopy(buffer, used, target, 0, filled - used);
    filled -= used;
    bufferAt += used;
    used = 0;
    buffer = target;
    int most = (int) Math.min(buffer.length, end - bufferAt);
    ByteBuffer bytes = ByteBuffer.wrap(buffer, filled, most - filled);
    try {
      while (filled < count) {
        int read = channel.read(bytes, bufferAt + filled);
        if (read <= 0) {
          throw new MegaDbException(SqlState.DATA_CORRUPTED, "a temporary file ends too early");
        }
        filled += read;
      }
    } catch (ClosedByInterruptException e) {
      throw SpillFile.interrupted(e);
    } catch (IOException e) {
      throw new MegaDbException(
          SqlState.SYSTEM_ERROR, "could not read a temporary file: " + e.getMessage(), e);
    }
  }
}
