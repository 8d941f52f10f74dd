package io.megadb.tables.olap.parquet.write;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;

/** The pages of one column of a row group, not compressed yet. Confined to one thread. */
final class EncodedChunk {
  private static final int CAPACITY = 1 << 16;

  private final ByteSink bytes = new ByteSink(CAPACITY);
  private final List<Page> pages = new ArrayList<>();
  private int dictionaryEnd;
  private int dictionarySize;

  /**
   * A data page.
   *
   * @param from first of its bytes
   * @param to end of its bytes
   * @param rows with nulls
   * @param statistics of its values; without least and greatest where there is no order
   */
  record Page(int from, int to, int rows, Encoding encoding, Statistics<?> statistics) {
    int length() {
      return to - from;
    }
  }

  /** Where pages are written. */
  ByteSink bytes() {
    return bytes;
  }

  /** All bytes so far are a dictionary of so many entries. */
  void dictionary(int size) {
    dictionaryEnd = bytes.size();
    dictionarySize = size;
  }

  /** All bytes that are in no page yet are the next one. */
  void page(int rows, Encoding encoding, Statistics<?> statistics) {
    int from = pages.isEmpty() ? dictionaryEnd : pages.get(pages.size() - 1).to();
    pages.add(new Page(from, bytes.size(), rows, encoding, statistics));
  }

  boolean hasDictionary() {
    return dictionarySize > 0;
  }

  /** End of the dictionary, which is at the beginning. */
  int dictionaryEnd() {
    return dictionaryEnd;
  }

  int dictionarySize() {
    return dictionarySize;
  }

  List<Page> pages() {
    return pages;
  }

  void clear() {
    bytes.truncate(0);
    pages.clear();
    dictionaryEnd = 0;
    dictionarySize = 0;
  }
}
