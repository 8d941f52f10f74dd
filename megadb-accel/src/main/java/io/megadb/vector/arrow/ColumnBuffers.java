package io.megadb.vector.arrow;

import io.megadb.vector.Validity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;

/**
 * The nodes and buffers of a record batch, in the order of Arrow's format: of each field its node,
 * its validity and its own buffers, then its children. Confined to one thread.
 */
final class ColumnBuffers implements AutoCloseable {
  private final BufferAllocator allocator;
  private final List<ArrowFieldNode> nodes = new ArrayList<>();
  private final List<ArrowBuf> buffers = new ArrayList<>();

  ColumnBuffers(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** Begins a field: its length and which rows are null. */
  void node(int rows, long[] validity) {
    int nulls = Validity.nullCount(validity, rows);
    nodes.add(new ArrowFieldNode(rows, nulls));
    if (nulls == 0) {
      // Arrow leaves the bitmap out where all rows have a value.
      buffer(0);
    } else {
      buffer(8L * Validity.words(rows)).asLongBuffer().put(validity, 0, Validity.words(rows));
    }
  }

  private ByteBuffer buffer(long bytes) {
    ArrowBuf buffer = allocator.buffer(bytes);
    buffers.add(buffer);
    buffer.writerIndex(bytes);
    return bytes == 0
        ? ByteBuffer.allocate(0)
        : buffer.nioBuffer(0, Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }

  void longs(long[] values, int count) {
    buffer(8L * count).asLongBuffer().put(values, 0, count);
  }

  void ints(int[] values, int count) {
    buffer(4L * count).asIntBuffer().put(values, 0, count);
  }

  void doubles(double[] values, int count) {
    buffer(8L * count).asDoubleBuffer().put(values, 0, count);
  }

  void bytes(byte[] values, int from, int count) {
    buffer(count).put(values, from, count);
  }

  /** Bytes of 0 or 1 as bits. */
  void bits(byte[] values, int count) {
    byte[] bits = new byte[count + 7 >>> 3];
    for (int i = 0; i < count; i++) {
      bits[i >>> 3] |= (byte) (values[i] << (i & 7));
    }
    bytes(bits, 0, bits.length);
  }

  /** {@code rows + 1} positions, moved so that the first is 0. */
  void offsets(int[] offsets, int rows) {
    int[] moved = new int[rows + 1];
    for (int i = 0; i <= rows; i++) {
      moved[i] = offsets[i] - offsets[0];
    }
    ints(moved, rows + 1);
  }

  /** All that was written; it keeps the buffers. */
  ArrowRecordBatch recordBatch(int rows) {
    return new ArrowRecordBatch(rows, nodes, buffers);
  }

  @Override
  public void close() {
    buffers.forEach(ArrowBuf::close);
  }
}
