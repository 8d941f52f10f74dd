package io.megadb.tables.connector.source;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.InstantiationUtil;

/** Splits as Java serialises them: they live no longer than their job. */
final class JavaSerializer<T extends Serializable> implements SimpleVersionedSerializer<T> {
  @Override
  public int getVersion() {
    return 1;
  }

  @Override
  public byte[] serialize(T value) throws IOException {
    return InstantiationUtil.serializeObject(value);
  }

  @Override
  public T deserialize(int version, byte[] bytes) throws IOException {
    try {
      return InstantiationUtil.deserializeObject(
          bytes, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException failure) {
      throw new IOException(failure);
    }
  }
}
