package io.megadb.operator.set;

import io.megadb.operator.Operator;
import io.megadb.vector.Batch;
import java.util.List;

/** All rows of all inputs, one input after another. */
public final class UnionOperator implements Operator {
  private final List<Operator> inputs;
  private int current;

  public UnionOperator(List<Operator> inputs) {
    this.inputs = List.copyOf(inputs);
  }

  @Override
  public Batch next() throws Exception {
    while (current < inputs.size()) {
      Batch batch = inputs.get(current).next();
      if (batch != END) {
        return batch;
      }
      inputs.get(current++).close();
    }
    return END;
  }

  @Override
  public void close() {
    inputs.forEach(Operator::close);
  }
}
