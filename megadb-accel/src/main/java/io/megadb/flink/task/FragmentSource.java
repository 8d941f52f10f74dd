package io.megadb.flink.task;

import io.megadb.flink.exchange.RoutedBatch;
import io.megadb.plan.TableScan;
import io.megadb.spi.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A fragment that reads no exchange, as a Flink source: splits go to tasks as they are free. */
public final class FragmentSource implements Source<RoutedBatch, FragmentSplit, Integer> {
  private static final long serialVersionUID = 1L;

  private final FragmentSpec spec;
  private final HashMap<Integer, List<Split>> splits = new HashMap<>();

  /**
   * @param scans the fragment's scans
   */
  public FragmentSource(FragmentSpec spec, List<TableScan> scans) {
    this.spec =
        new FragmentSpec(
            spec.query(),
            spec.root(),
            spec.output(),
            spec.shared(),
            spec.targets(),
            spec.transport(),
            spec.inputs(),
            spec.reads(),
            Map.of());
    for (TableScan scan : scans) {
      int id = scan.properties().id();
      splits.put(id, new ArrayList<>(spec.splits().getOrDefault(id, List.of())));
    }
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<FragmentSplit, Integer> createEnumerator(
      SplitEnumeratorContext<FragmentSplit> context) {
    return new FragmentEnumerator(context, splits);
  }

  @Override
  public SplitEnumerator<FragmentSplit, Integer> restoreEnumerator(
      SplitEnumeratorContext<FragmentSplit> context, Integer checkpoint) {
    throw new IllegalStateException("queries take no checkpoints");
  }

  @Override
  public SourceReader<RoutedBatch, FragmentSplit> createReader(SourceReaderContext context) {
    return new FragmentReader(spec, context);
  }

  @Override
  public SimpleVersionedSerializer<FragmentSplit> getSplitSerializer() {
    return new JavaSerializer<>();
  }

  @Override
  public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
    return new JavaSerializer<>();
  }
}
