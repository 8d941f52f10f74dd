package io.megadb.flink.exchange;

import org.apache.flink.runtime.io.network.api.writer.SubtaskStateMapper;
import org.apache.flink.runtime.plugable.SerializationDelegate;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Sends each batch to the channel it names: the rows were divided before. */
public final class RoutedPartitioner extends StreamPartitioner<RoutedBatch> {
  private static final long serialVersionUID = 1L;

  private final String name;

  /**
   * @param name as the web UI shows it between two vertices, such as "HASH"
   */
  public RoutedPartitioner(String name) {
    this.name = name;
  }

  @Override
  public int selectChannel(SerializationDelegate<StreamRecord<RoutedBatch>> record) {
    return record.getInstance().getValue().target();
  }

  @Override
  public StreamPartitioner<RoutedBatch> copy() {
    return this;
  }

  @Override
  public SubtaskStateMapper getDownstreamSubtaskStateMapper() {
    return SubtaskStateMapper.UNSUPPORTED;
  }

  @Override
  public boolean isPointwise() {
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoutedPartitioner that && that.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
