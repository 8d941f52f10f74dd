package io.megadb.tables.connector.source;

import java.io.Serializable;
import java.util.List;

/**
 * What a checkpoint keeps of an enumerator. Immutable.
 *
 * @param splits those that no reader has, in the order in which they are handed out
 */
record WaitingSplits(List<TableSplit> splits) implements Serializable {
  private static final long serialVersionUID = 1L;

  WaitingSplits {
    splits = List.copyOf(splits);
  }
}
