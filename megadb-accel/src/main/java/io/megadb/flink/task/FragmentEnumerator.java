package io.megadb.flink.task;

import io.megadb.spi.Split;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;

/**
 * Hands splits to tasks as they become free, the heaviest first. Each task gets its first split of
 * every scan without asking.
 */
final class FragmentEnumerator implements SplitEnumerator<FragmentSplit, Integer> {
  private final SplitEnumeratorContext<FragmentSplit> context;
  private final Map<Integer, ArrayDeque<Split>> waiting = new HashMap<>();
  private int nextNumber;

  FragmentEnumerator(
      SplitEnumeratorContext<FragmentSplit> context, Map<Integer, List<Split>> splits) {
    this.context = context;
    splits.forEach(
        (scan, list) -> {
          List<Split> sorted = new ArrayList<>(list);
          if (context.currentParallelism() > 1) {
            sorted.sort(Comparator.comparingLong(Split::weight).reversed());
          }
          waiting.put(scan, new ArrayDeque<>(sorted));
        });
  }

  @Override
  public void start() {}

  @Override
  public void addReader(int task) {
    waiting.keySet().forEach(scan -> assign(scan, task));
  }

  @Override
  public void handleSourceEvent(int task, SourceEvent event) {
    assign(((SplitRequest) event).scan(), task);
  }

  private void assign(int scan, int task) {
    ArrayDeque<Split> left = waiting.get(scan);
    Split split = left.poll();
    context.assignSplit(new FragmentSplit(nextNumber++, scan, split, left.isEmpty()), task);
  }

  @Override
  public void handleSplitRequest(int task, String host) {
    throw new IllegalStateException("tasks ask for the splits of a scan");
  }

  @Override
  public void addSplitsBack(List<FragmentSplit> splits, int task) {
    for (FragmentSplit split : splits) {
      if (split.split() != null) {
        waiting.get(split.scan()).addFirst(split.split());
      }
    }
  }

  @Override
  public Integer snapshotState(long checkpointId) {
    throw new IllegalStateException("queries take no checkpoints");
  }

  @Override
  public void close() {}
}
