package io.megadb.execution.local;

import io.megadb.operator.exchange.RowDistributor;
import io.megadb.operator.join.SharedBuild;
import io.megadb.vector.Batch;

/** Builds the right side of a join above; never full, since all rows must be kept. */
record BuildTaskOutput(SharedBuild build, RowDistributor distributor) implements TaskOutput {
  @Override
  public boolean full() {
    return false;
  }

  @Override
  public boolean abandoned() {
    return build.abandoned();
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
    build.builderDone();
  }
}
