package io.megadb.flink.exchange;

import org.apache.flink.runtime.io.network.api.writer.SubtaskStateMapper;
import org.apache.flink.runtime.plugable.SerializationDelegate;
import org.apache.flink.streaming.runtime.partitioner.StreamPartitioner;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Sends each batch to the channel it names: the rows were divided before. */
public final class RoutedPartitioner extends StreamPartitioner<RoutedBatch> {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final boolean pointwise;

  /**
   * @param name as the web UI shows it between two vertices, such as "HASH"
   */
  public RoutedPartitioner(String name) {
    this(name, false);
  }

  private RoutedPartitioner(String name, boolean pointwise) {
    this.name = name;
    this.pointwise = pointwise;
  }

  /** Between tasks of the same number, for an edge that carries nothing but its end. */
  public static RoutedPartitioner pointwise(String name) {
    return new RoutedPartitioner(name, true);
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
    return pointwise;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoutedPartitioner that
        && that.name.equals(name)
        && that.pointwise == pointwise;
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
