package io.megadb.execution.local;

import io.megadb.operator.shared.SharedRows;
import io.megadb.vector.Batch;

/** Keeps rows for all that read a shared plan; never full, so that nobody waits for a reader. */
record SharedTaskOutput(SharedRows rows) implements TaskOutput {
  @Override
  public boolean full() {
    return false;
  }

  @Override
  public boolean abandoned() {
    return rows.abandoned();
  }

  @Override
  public void accept(Batch batch) {
    rows.add(batch);
  }

  @Override
  public void flush() {}

  @Override
  public void done() {
    rows.finish();
    rows.detachWriter();
  }
}
