package io.megadb.operator.scan;

import io.megadb.spi.Split;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Splits known from the start, the largest first so that workers finish at about the same time.
 * Workers take the next one as they become free. Thread-safe.
 */
public final class SplitQueue implements SplitSource {
  private final List<? extends Split> splits;
  private final AtomicInteger next = new AtomicInteger();

  /** One worker reads the splits in their order; several take the largest first. */
  public SplitQueue(List<? extends Split> splits, int workers) {
    this.splits =
        workers == 1
            ? List.copyOf(splits)
            : splits.stream().sorted(Comparator.comparingLong(Split::weight).reversed()).toList();
  }

  @Override
  public Split poll() {
    int index = next.get() >= splits.size() ? splits.size() : next.getAndIncrement();
    return index < splits.size() ? splits.get(index) : null;
  }

  @Override
  public boolean finished() {
    return next.get() >= splits.size();
  }
}
