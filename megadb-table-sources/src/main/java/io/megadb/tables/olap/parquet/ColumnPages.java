package io.megadb.tables.olap.parquet;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.iceberg.shaded.org.apache.parquet.format.DataPageHeaderV2;
import org.apache.iceberg.shaded.org.apache.parquet.format.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageHeader;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageType;
import org.apache.iceberg.shaded.org.apache.parquet.format.Util;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The pages of one column of a row group, first to last. Pages that nobody asks for are neither
 * decompressed nor, where the file has an offset index, read. Confined to one thread.
 */
final class ColumnPages implements AutoCloseable {
  /** What a header takes at most. */
  private static final int MAX_HEADER_BYTES = 1 << 20;

  private static final int HEADER_BYTES = 1 << 12;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final ParquetFile file;
  private final PageDecompressor decompressor;
  private final boolean nullable;
  private final WindowStream stream = new WindowStream();
  private final HybridRuns levels = new HybridRuns();

  private ByteBuffer window;
  private long windowStart;
  private int windowLength;

  private ColumnChunkMetaData chunk;
  private PageLocations locations;
  private long rows;
  private long dictionaryAt;

  /** Where the next header is read, and the row that its page starts with. */
  private long next;

  private long nextRow;

  private DataPage page;

  /** The header read last. */
  private PageHeader header;

  private long bodyAt;

  private byte[] spare = new byte[0];

  /**
   * @param nullable whether pages have definition levels, of one bit
   */
  ColumnPages(ParquetFile file, PageDecompressor decompressor, boolean nullable) {
    this.file = file;
    this.decompressor = decompressor;
    this.nullable = nullable;
  }

  void open(ColumnChunkMetaData newChunk, long newRows) throws IOException {
    chunk = newChunk;
    rows = newRows;
    locations = file.pages(chunk, rows);
    windowLength = 0;
    page = null;
    nextRow = 0;
    next = chunk.getStartingPos();
    dictionaryAt = -1;
    if (locations != null && locations.count() > 0) {
      dictionaryAt = next < locations.offsets()[0] ? next : -1;
      next = locations.offsets()[0];
    }
  }

  private long end() {
    return chunk.getStartingPos() + chunk.getTotalSize();
  }

  /** The page that has a row, not yet loaded; rows are asked for in ascending order. */
  DataPage page(long row) throws IOException {
    if (row >= rows) {
      throw new IndexOutOfBoundsException("a row group has fewer rows than its columns");
    }
    if (page != null && row < page.firstRow + page.rows) {
      return page;
    }
    if (locations != null) {
      int number = locations.page(row);
      next = locations.offsets()[number];
      nextRow = locations.firstRows()[number];
    }
    do {
      page = nextPage();
      nextRow = page.firstRow + page.rows;
    } while (row >= nextRow);
    return page;
  }

  private DataPage nextPage() throws IOException {
    while (true) {
      if (next >= end()) {
        throw new IndexOutOfBoundsException(
            "column " + chunk.getPath().toDotString() + " has fewer values than its row group");
      }
      long at = next;
      readHeader(at);
      next = bodyAt + header.getCompressed_page_size();
      if (header.getType() == PageType.DATA_PAGE) {
        int count = header.getData_page_header().getNum_values();
        return new DataPage(nextRow, values(count), header, bodyAt);
      }
      if (header.getType() == PageType.DATA_PAGE_V2) {
        int count = header.getData_page_header_v2().getNum_values();
        return new DataPage(nextRow, values(count), header, bodyAt);
      }
      if (header.getType() == PageType.DICTIONARY_PAGE) {
        dictionaryAt = at;
      }
    }
  }

  private int values(int count) {
    if (count < 0 || count > rows - nextRow) {
      throw new IndexOutOfBoundsException("a page of " + count + " values is too long");
    }
    return count;
  }

  private void readHeader(long position) throws IOException {
    int wanted = HEADER_BYTES;
    while (true) {
      int from = reach(position, wanted);
      try {
        stream.over(window, from, windowLength);
        header = Util.readPageHeader(stream);
        bodyAt = windowStart + stream.position();
        break;
      } catch (IOException e) {
        // Cut short by the window, unless there is no more.
        if (wanted >= MAX_HEADER_BYTES || windowStart + windowLength >= end()) {
          throw new IndexOutOfBoundsException("a page header cannot be read: " + e.getMessage());
        }
        wanted *= 8;
      }
    }
    int compressed = header.getCompressed_page_size();
    int size = header.getUncompressed_page_size();
    if (compressed < 0 || compressed > end() - bodyAt || size < 0 || size > sizeLimit()) {
      throw new IndexOutOfBoundsException("a page of " + size + " bytes is too long");
    }
  }

  private long sizeLimit() {
    return Math.min(Integer.MAX_VALUE - 64, chunk.getTotalUncompressedSize());
  }

  /** Makes the window hold so many bytes of the file from a position, fewer at the chunk's end. */
  private int reach(long position, int length) throws IOException {
    int needed = (int) Math.min(length, end() - position);
    if (position < windowStart || position + needed > windowStart + windowLength) {
      if (window == null || window.capacity() < needed) {
        releaseWindow();
        window = file.windows().take(needed);
      }
      windowLength = 0;
      int ahead = (int) Math.min(window.capacity(), end() - position);
      file.read(position, window, ahead);
      window.clear();
      windowStart = position;
      windowLength = ahead;
    }
    return (int) (position - windowStart);
  }

  /**
   * The page of dictionary values: bytes with slack, and how many values; null if there is none.
   */
  DictionaryBytes dictionary() throws IOException {
    if (dictionaryAt < 0) {
      return null;
    }
    readHeader(dictionaryAt);
    if (header.getType() != PageType.DICTIONARY_PAGE) {
      return null;
    }
    int size = header.getUncompressed_page_size();
    byte[] bytes = new byte[size + BitUnpacker.SLACK];
    decompress(bytes, 0, bodyAt, header.getCompressed_page_size(), size);
    int count = header.getDictionary_page_header().getNum_values();
    if (count < 0) {
      throw new IndexOutOfBoundsException("a dictionary of " + count + " values");
    }
    return new DictionaryBytes(bytes, size, count);
  }

  /**
   * A dictionary page.
   *
   * @param bytes with slack
   * @param length without
   * @param count of values
   */
  @SuppressWarnings("ArrayRecordComponent")
  record DictionaryBytes(byte[] bytes, int length, int count) {}

  private void decompress(byte[] into, int to, long at, int length, int size) throws IOException {
    int from = reach(at, length);
    decompressor.decompress(chunk.getCodec(), window, from, length, into, to, size);
  }

  /** Reads a page's values. */
  void load(DataPage wanted) throws IOException {
    PageHeader about = wanted.header;
    int size = about.getUncompressed_page_size();
    byte[] bytes = spare;
    spare = new byte[0];
    if (bytes.length < size + BitUnpacker.SLACK) {
      bytes = new byte[size + BitUnpacker.SLACK];
    }
    wanted.valuesEnd = size;
    wanted.values = wanted.rows;
    if (about.getType() == PageType.DATA_PAGE) {
      decompress(bytes, 0, wanted.bodyAt, about.getCompressed_page_size(), size);
      if (nullable) {
        Encoding encoding = about.getData_page_header().getDefinition_level_encoding();
        startLevels(wanted, bytes, encoding);
      }
    } else {
      loadTwo(wanted, bytes, size);
    }
    wanted.bytes = bytes;
    if (wanted.coded()) {
      boolean empty = wanted.valuesAt == size;
      int width = empty ? 0 : bytes[wanted.valuesAt++];
      wanted.codes.start(bytes, wanted.valuesAt, size, width);
    }
  }

  /** Levels are not compressed there. */
  private void loadTwo(DataPage wanted, byte[] bytes, int size) throws IOException {
    DataPageHeaderV2 data = wanted.header.getData_page_header_v2();
    int compressed = wanted.header.getCompressed_page_size();
    int repetition = data.getRepetition_levels_byte_length();
    int definition = data.getDefinition_levels_byte_length();
    int levelBytes = repetition + definition;
    if (repetition < 0 || definition < 0 || levelBytes < 0 || levelBytes > compressed) {
      throw new IndexOutOfBoundsException("a page has levels beyond its end");
    }
    int from = reach(wanted.bodyAt, compressed);
    window.get(from, bytes, 0, levelBytes);
    int rest = compressed - levelBytes;
    boolean stored = rest == 0 || data.isSetIs_compressed() && !data.isIs_compressed();
    decompressor.decompress(
        stored ? CompressionCodecName.UNCOMPRESSED : chunk.getCodec(),
        window,
        from + levelBytes,
        rest,
        bytes,
        levelBytes,
        size - levelBytes);
    wanted.valuesAt = levelBytes;
    if (nullable && definition > 0) {
      levels.start(bytes, repetition, levelBytes, 1);
      rank(wanted);
    }
  }

  private void startLevels(DataPage wanted, byte[] bytes, Encoding encoding) {
    if (encoding == Encoding.RLE) {
      int length = (int) INTS.get(bytes, 0);
      if (length < 0 || length > wanted.valuesEnd - Integer.BYTES) {
        throw new IndexOutOfBoundsException("a page has levels beyond its end");
      }
      wanted.valuesAt = Integer.BYTES + length;
      levels.start(bytes, Integer.BYTES, wanted.valuesAt, 1);
      rank(wanted);
      return;
    }
    // The oldest writers: a bit each, the first one being the highest of its byte.
    wanted.valuesAt = wanted.rows + 7 >>> 3;
    int[] ranks = new int[wanted.rows + 1];
    for (int i = 0; i < wanted.rows; i++) {
      ranks[i + 1] = ranks[i] + (bytes[i >>> 3] >>> 7 - (i & 7) & 1);
    }
    rank(wanted, ranks);
  }

  private void rank(DataPage wanted) {
    if (wanted.rows == 0 || levels.skipped(wanted.rows, 1)) {
      return;
    }
    int[] ranks = new int[wanted.rows + 1];
    levels.read(ranks, 1, wanted.rows);
    for (int i = 0; i < wanted.rows; i++) {
      ranks[i + 1] += ranks[i];
    }
    rank(wanted, ranks);
  }

  private static void rank(DataPage wanted, int[] ranks) {
    wanted.values = ranks[wanted.rows];
    wanted.ranks = wanted.values == wanted.rows ? null : ranks;
  }

  /** Takes back the bytes of a page that nobody reads any more. */
  void release(DataPage done) {
    if (done.bytes != null && done.bytes.length > spare.length) {
      spare = done.bytes;
    }
    done.bytes = null;
  }

  private void releaseWindow() {
    if (window != null) {
      file.windows().give(window);
      window = null;
      windowLength = 0;
    }
  }

  @Override
  public void close() {
    releaseWindow();
    page = null;
    spare = new byte[0];
  }
}
