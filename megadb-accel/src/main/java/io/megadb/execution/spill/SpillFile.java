package io.megadb.execution.spill;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.vector.Batch;
import io.megadb.vector.codec.BatchCodec;
import io.megadb.vector.codec.EncodedBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * Batches in a temporary file: written once, then read any number of times. Each is a frame.
 *
 * <pre>
 *   int  bytes of the encoded batch
 *   int  bytes that follow; as many if LZ4 would not make them fewer
 *   ...
 * </pre>
 *
 * Confined to one thread.
 */
public final class SpillFile implements AutoCloseable {
  static final int HEADER_BYTES = 8;

  /** Frames wait for so many bytes before they are written. */
  public static final int BUFFER_BYTES = 32 << 10;

  private final SpillSpace space;
  private final long maxBytes;
  private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
  private FileChannel channel;
  private byte[] buffer = new byte[0];
  private int buffered;
  private long writtenBytes;
  private long rows;
  private boolean closed;

  SpillFile(SpillSpace space, long maxBytes) {
    this.space = space;
    this.maxBytes = maxBytes;
  }

  /**
   * Adds a batch.
   *
   * @throws MegaDbException 53400 beyond the bound, 53100 if the system cannot write
   */
  public void append(Batch batch) {
    EncodedBatch encoded = BatchCodec.encode(batch);
    int size = encoded.size();
    ensure(HEADER_BYTES + compressor.maxCompressedLength(size));
    int at = buffered + HEADER_BYTES;
    int stored = compressor.compress(encoded.bytes(), 0, size, buffer, at, buffer.length - at);
    if (stored >= size) {
      System.arraycopy(encoded.bytes(), 0, buffer, at, size);
      stored = size;
    }
    ByteBuffer.wrap(buffer, buffered, HEADER_BYTES).putInt(size).putInt(stored);
    buffered = at + stored;
    rows += batch.size();
    if (buffered >= BUFFER_BYTES) {
      flush();
    }
  }

  private void ensure(int more) {
    int needed = Math.addExact(buffered, more);
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(needed, BUFFER_BYTES + (BUFFER_BYTES >> 1)));
    }
  }

  private void flush() {
    if (buffered == 0) {
      return;
    }
    space.take(buffered, maxBytes);
    writtenBytes += buffered;
    if (channel == null) {
      channel = space.create();
    }
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, buffered);
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (IOException e) {
      throw new MegaDbException(
              SqlState.DISK_FULL, "could not write to a temporary file: " + e.getMessage(), e)
          .withHint("Free space on the disk, or raise megadb.query_memory_max.");
    }
    buffered = 0;
  }

  static MegaDbException interrupted(ClosedByInterruptException cause) {
    return new MegaDbException(
        SqlState.QUERY_CANCELED, "canceling statement: its task was stopped", cause);
  }

  /** Writes what waits and drops the buffer; nothing can be appended afterwards. */
  public void finish() {
    flush();
    buffer = new byte[0];
  }

  /** Reads from the beginning; the file must be finished and stay open. */
  public SpillReader read() {
    return new SpillReader(channel, writtenBytes);
  }

  public long rows() {
    return rows;
  }

  /** Bytes on disk, without those that wait. */
  public long bytes() {
    return writtenBytes;
  }

  /** Deletes the file; may be called more than once. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    buffer = new byte[0];
    if (channel != null) {
      space.closed(channel, writtenBytes);
    } else {
      space.take(-writtenBytes, Long.MAX_VALUE);
    }
  }
}
