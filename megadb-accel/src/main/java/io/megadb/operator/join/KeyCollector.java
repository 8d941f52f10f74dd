package io.megadb.operator.join;

import io.megadb.operator.Operator;
import io.megadb.operator.scan.RuntimeFilter;
import io.megadb.vector.Batch;
import java.util.List;

/** Passes a build side's rows on and tells filters their keys. Confined to one thread. */
public final class KeyCollector implements Operator {
  /**
   * A filter and where its key is.
   *
   * @param column of the build side
   */
  public record Key(RuntimeFilter filter, int column) {}

  private final Operator input;
  private final List<Key> keys;
  private boolean ended;

  public KeyCollector(Operator input, List<Key> keys) {
    this.input = input;
    this.keys = keys;
  }

  @Override
  public Batch next() throws Exception {
    Batch batch = input.next();
    if (batch == WAIT) {
      return WAIT;
    }
    if (batch != END) {
      for (Key key : keys) {
        key.filter().add(batch.column(key.column()), batch.size());
      }
    } else if (!ended) {
      ended = true;
      keys.forEach(key -> key.filter().finish());
    }
    return batch;
  }

  @Override
  public void close() {
    input.close();
  }
}
