package io.megadb.oltp.log;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Cuts a transaction's changes into frames of about {@link #FRAME_BYTES}, so that a large
 * transaction never needs its whole record in memory. Changes are not cut.
 */
final class RecordEncoder {
  /** Large enough to make headers negligible, small against the log's queue. */
  static final int FRAME_BYTES = 1 << 20;

  private static final int FIRST_BUFFER_BYTES = 256;

  private final Consumer<ByteBuffer> sink;
  private ByteBuffer frame = newFrame(FIRST_BUFFER_BYTES);
  private int index;

  private RecordEncoder(Consumer<ByteBuffer> sink) {
    this.sink = sink;
  }

  /** An upper bound of the bytes that {@link #encode} produces. */
  static long maxBytes(Iterable<? extends LogChange> changes) {
    long payload = 0;
    for (LogChange change : changes) {
      payload += OperationCodec.maxBytes(change);
    }
    return payload + (payload / FRAME_BYTES + 1) * Frame.HEADER_BYTES;
  }

  /** Hands out frames in order, position 0 and limit at their end, not yet stamped. */
  static void encode(Iterable<? extends LogChange> changes, Consumer<ByteBuffer> sink) {
    RecordEncoder encoder = new RecordEncoder(sink);
    for (LogChange change : changes) {
      encoder.add(change);
    }
    encoder.finish(true);
  }

  private void add(LogChange change) {
    if (frame.position() - Frame.HEADER_BYTES >= FRAME_BYTES) {
      finish(false);
      frame = newFrame(FRAME_BYTES + FIRST_BUFFER_BYTES);
    }
    long needed = frame.position() + OperationCodec.maxBytes(change);
    if (needed > frame.capacity()) {
      long larger = Math.min(Math.max(needed, 2L * frame.capacity()), Integer.MAX_VALUE - 8);
      frame = ByteBuffer.allocate((int) larger).put(frame.flip());
    }
    OperationCodec.write(change, frame);
  }

  private void finish(boolean last) {
    frame.flip();
    Frame.start(frame, Frame.KIND_COMMIT, index++, last);
    sink.accept(frame);
  }

  private static ByteBuffer newFrame(int capacity) {
    return ByteBuffer.allocate(capacity).position(Frame.HEADER_BYTES);
  }
}
