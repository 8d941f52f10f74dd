package io.megadb.flink.exchange;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's type of what flows between fragments. */
public final class RoutedBatchType extends TypeInformation<RoutedBatch> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<RoutedBatch> getTypeClass() {
    return RoutedBatch.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<RoutedBatch> createSerializer(SerializerConfig config) {
    return RoutedBatchSerializer.INSTANCE;
  }

  @Override
  public String toString() {
    return "Batch";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RoutedBatchType;
  }

  @Override
  public int hashCode() {
    return RoutedBatchType.class.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof RoutedBatchType;
  }
}
