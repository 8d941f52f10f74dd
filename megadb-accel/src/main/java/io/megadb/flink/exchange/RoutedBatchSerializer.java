package io.megadb.flink.exchange;

import io.megadb.vector.codec.BatchCodec;
import io.megadb.vector.codec.EncodedBatch;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Length, then the batch's bytes. Batches are immutable, so a copy is the batch itself. */
public final class RoutedBatchSerializer extends TypeSerializerSingleton<RoutedBatch> {
  private static final long serialVersionUID = 1L;

  /** The only instance that is needed. */
  public static final RoutedBatchSerializer INSTANCE = new RoutedBatchSerializer();

  private static final int RECEIVED = 0;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public RoutedBatch createInstance() {
    return null;
  }

  @Override
  public RoutedBatch copy(RoutedBatch from) {
    return from;
  }

  @Override
  public RoutedBatch copy(RoutedBatch from, RoutedBatch reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(RoutedBatch batch, DataOutputView target) throws IOException {
    EncodedBatch encoded = BatchCodec.encode(batch.batch());
    target.writeInt(encoded.size());
    target.write(encoded.bytes(), 0, encoded.size());
  }

  @Override
  public RoutedBatch deserialize(DataInputView source) throws IOException {
    int size = source.readInt();
    byte[] bytes = new byte[size];
    source.readFully(bytes);
    return new RoutedBatch(RECEIVED, BatchCodec.decode(bytes, 0, size));
  }

  @Override
  public RoutedBatch deserialize(RoutedBatch reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    int size = source.readInt();
    target.writeInt(size);
    target.write(source, size);
  }

  @Override
  public TypeSerializerSnapshot<RoutedBatch> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Names the serializer in savepoints, which these jobs never take. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RoutedBatch> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
