package io.megadb.execution.local;

import io.megadb.operator.exchange.RowDistributor;
import io.megadb.vector.Batch;

/** Divides rows among the workers above. */
record ExchangeTaskOutput(LocalExchange exchange, RowDistributor distributor)
    implements TaskOutput {
  @Override
  public boolean full() {
    return exchange.full();
  }

  @Override
  public boolean abandoned() {
    return exchange.abandoned();
  }

  @Override
  public void accept(Batch batch) {
    distributor.accept(batch);
  }

  @Override
  public void flush() {
    distributor.flush();
  }

  @Override
  public void done() {
    exchange.producerDone();
  }
}
