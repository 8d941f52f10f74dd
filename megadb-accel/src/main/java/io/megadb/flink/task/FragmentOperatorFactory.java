package io.megadb.flink.task;

import io.megadb.flink.exchange.RoutedBatch;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Travels with the job and makes a fragment's operator in each task. */
public final class FragmentOperatorFactory extends AbstractStreamOperatorFactory<RoutedBatch> {
  private static final long serialVersionUID = 1L;

  private final FragmentSpec spec;

  public FragmentOperatorFactory(FragmentSpec spec) {
    this.spec = spec;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends StreamOperator<RoutedBatch>> T createStreamOperator(
      StreamOperatorParameters<RoutedBatch> parameters) {
    return (T) new FragmentOperator(parameters, spec);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
    return FragmentOperator.class;
  }
}
