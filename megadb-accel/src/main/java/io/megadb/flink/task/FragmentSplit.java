package io.megadb.flink.task;

import io.megadb.spi.Split;
import java.io.Serializable;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * What the enumerator answers a task that asks for a split.
 *
 * @param number unique within the source
 * @param scan node id of the scan
 * @param split null if there is none
 * @param last no further split of this scan will come
 */
record FragmentSplit(int number, int scan, Split split, boolean last)
    implements SourceSplit, Serializable {
  @Override
  public String splitId() {
    return Integer.toString(number);
  }
}
