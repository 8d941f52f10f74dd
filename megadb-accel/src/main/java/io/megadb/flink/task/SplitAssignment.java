package io.megadb.flink.task;

import io.megadb.spi.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Divides splits among workers by weight, the same on every worker. */
final class SplitAssignment {
  private SplitAssignment() {}

  /** The splits of one worker: the heaviest first, each to whoever has least. */
  static List<Split> of(List<Split> splits, int workers, int worker) {
    List<Split> sorted = new ArrayList<>(splits);
    if (workers > 1) {
      sorted.sort(Comparator.comparingLong(Split::weight).reversed());
    }
    long[] loads = new long[workers];
    List<Split> own = new ArrayList<>();
    for (Split split : sorted) {
      int least = 0;
      for (int i = 1; i < workers; i++) {
        least = loads[i] < loads[least] ? i : least;
      }
      loads[least] += Math.max(1, split.weight());
      if (least == worker) {
        own.add(split);
      }
    }
    return own;
  }
}
