package io.megadb.tables.connector.sink;

import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A number of rows in eight bytes. */
final class RowCountSerializer implements SimpleVersionedSerializer<Long> {
  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(Long rows) {
    return ByteBuffer.allocate(Long.BYTES).putLong(rows).array();
  }

  @Override
  public Long deserialize(int version, byte[] bytes) {
    return ByteBuffer.wrap(bytes).getLong();
  }
}
