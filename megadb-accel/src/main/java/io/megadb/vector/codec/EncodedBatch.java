package io.megadb.vector.codec;

/** A batch as bytes. */
public final class EncodedBatch {
  private final byte[] bytes;
  private final int size;

  EncodedBatch(byte[] bytes, int size) {
    this.bytes = bytes;
    this.size = size;
  }

  /** An array of which the first {@link #size} bytes are the batch. */
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return size;
  }
}
