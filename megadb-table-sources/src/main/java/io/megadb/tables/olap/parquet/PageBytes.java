package io.megadb.tables.olap.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.ByteBufferReleaser;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.HeapByteBufferAllocator;

/** Bytes of Parquet's readers as one array, which they are already most of the time. */
final class PageBytes {
  private PageBytes() {}

  /** A view in little-endian order, with an array below it. */
  static ByteBuffer of(BytesInput input) {
    // What lies on the heap needs no release.
    ByteBuffer bytes = input.toByteBuffer(new ByteBufferReleaser(new HeapByteBufferAllocator()));
    if (!bytes.hasArray()) {
      ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
      bytes = copy.put(bytes.duplicate()).flip();
    }
    return bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
