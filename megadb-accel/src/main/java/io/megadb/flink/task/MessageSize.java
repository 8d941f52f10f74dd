package io.megadb.flink.task;

import io.megadb.vector.Batch;
import io.megadb.vector.DictionaryVector;
import io.megadb.vector.Vector;

/** How many bytes a batch takes on the wire, about. */
final class MessageSize {
  private MessageSize() {}

  static long bytes(Batch batch) {
    long bytes = 0;
    for (int i = 0; i < batch.columnCount(); i++) {
      bytes += bytes(batch.column(i));
    }
    return bytes;
  }

  private static long bytes(Vector vector) {
    if (vector instanceof DictionaryVector dictionary
        && dictionary.dictionary().size() > vector.size()) {
      // A dictionary larger than its rows does not travel: its entries do.
      return dictionary.flat().bytes();
    }
    return vector.bytes();
  }
}
