package io.megadb.operator.scan;

import io.megadb.spi.Split;

/** Hands out a scan's splits, each to one worker. Thread-safe where workers share one. */
public interface SplitSource {
  /** The next split; null if there is none now: see {@link #finished}. */
  Split poll();

  /** Whether no further split will come. */
  boolean finished();
}
