package io.megadb.vector.codec;

import io.megadb.vector.Batch;
import io.megadb.vector.Vector;

/**
 * Batches as bytes: version, rows, columns, then each column by {@link VectorCodec}. Dictionaries
 * and constants stay what they are. Stateless.
 */
public final class BatchCodec {
  /** First byte of every batch; another one is refused. */
  static final int VERSION = 1;

  private static final int HEADER_BYTES = 9;

  private BatchCodec() {}

  public static EncodedBatch encode(Batch batch) {
    Encoder out = new Encoder(HEADER_BYTES + 64 + batch.bytes());
    out.writeByte(VERSION);
    out.writeInt(batch.size());
    out.writeInt(batch.columnCount());
    for (int i = 0; i < batch.columnCount(); i++) {
      VectorCodec.write(batch.column(i), out);
    }
    return new EncodedBatch(out.bytes(), out.size());
  }

  /** The batch in {@code count} bytes; anything else there is error XX001. */
  public static Batch decode(byte[] bytes, int from, int count) {
    Decoder in = new Decoder(bytes, from, count);
    int version = in.readByte();
    if (version != VERSION) {
      throw Decoder.corrupted("version " + version + ", not " + VERSION);
    }
    int rows = in.readInt();
    int columnCount = in.readCount(1);
    if (rows < 0) {
      throw Decoder.corrupted(rows + " rows");
    }
    Vector[] columns = new Vector[columnCount];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = VectorCodec.read(rows, in);
    }
    in.end();
    return new Batch(rows, columns);
  }
}
