package io.megadb.execution.local;

import io.megadb.operator.join.SharedBuild;
import io.megadb.vector.Batch;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets the tasks of a fragment build the right side of a join above. */
final class SharedOutput implements LocalOutput {
  private final SharedBuild build;
  private final AtomicInteger open = new AtomicInteger();

  SharedOutput(SharedBuild build) {
    this.build = build;
  }

  @Override
  public void addProducer(LocalExchange.Wakeable producer) {
    open.incrementAndGet();
  }

  /** What is built must be kept: there is nothing to wait for. */
  @Override
  public boolean full() {
    return false;
  }

  @Override
  public boolean abandoned() {
    return build.abandoned();
  }

  @Override
  public void offer(int target, Batch batch) {
    build.add(batch);
  }

  @Override
  public void producerDone() {
    if (open.decrementAndGet() == 0) {
      build.finish();
    }
  }
}
