package io.megadb.tables.olap.parquet;

/** Parquet's BYTE_STREAM_SPLIT: all first bytes of the values, all second ones and so on. */
final class SplitBytes {
  private SplitBytes() {}

  /** A page's values one after another, with slack. */
  static byte[] join(DataPage page, int width) {
    int count = page.values;
    if ((long) count * width > page.valuesEnd - page.valuesAt) {
      throw new IndexOutOfBoundsException("a page has fewer values than it says");
    }
    byte[] joined = new byte[count * width + BitUnpacker.SLACK];
    for (int part = 0; part < width; part++) {
      int from = page.valuesAt + part * count;
      for (int i = 0, to = part; i < count; i++, to += width) {
        joined[to] = page.bytes[from + i];
      }
    }
    return joined;
  }
}
