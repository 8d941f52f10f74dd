package io.megadb.tables.connector.source;

import io.megadb.spi.Split;
import java.io.Serializable;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A part of a table for one reader.
 *
 * @param splitId unique within the source
 * @param skip rows that an earlier attempt has passed on already
 */
record TableSplit(String splitId, Split split, long skip) implements SourceSplit, Serializable {
  TableSplit withSkip(long rows) {
    return new TableSplit(splitId, split, rows);
  }
}
