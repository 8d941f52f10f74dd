package io.megadb.tables.olap.parquet.write;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.EncodingStats;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.format.DataPageHeader;
import org.apache.iceberg.shaded.org.apache.parquet.format.DictionaryPageHeader;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageHeader;
import org.apache.iceberg.shaded.org.apache.parquet.format.PageType;
import org.apache.iceberg.shaded.org.apache.parquet.format.Util;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.ColumnIndexBuilder;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.iceberg.shaded.org.apache.parquet.internal.column.columnindex.OffsetIndexBuilder;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType;

/** Compresses the pages of a column chunk and writes them. Confined to one thread. */
final class ChunkWriter implements Closeable {
  /** Longest bound of a page's text in the index, as other writers have it. */
  private static final int INDEX_TEXT = 64;

  private final PositionOutputStream out;
  private final Compression asked;
  private final PageCompressor compressor;
  private final ByteSink page = new ByteSink(1 << 16);
  private final ByteSink header = new ByteSink(256);

  ChunkWriter(PositionOutputStream out, Compression asked) {
    this.out = out;
    this.asked = asked;
    this.compressor = new PageCompressor(asked);
  }

  /**
   * What is known of a column chunk in the file.
   *
   * @param index null if the values have no bounds
   */
  record Written(ColumnChunkMetaData metadata, ColumnIndex index, OffsetIndex offsets) {
    /** Whether readers find the least and the greatest value, if there is any. */
    boolean isBounded() {
      return index != null;
    }
  }

  Written write(ColumnDescriptor column, EncodedChunk chunk) throws IOException {
    Compression codec =
        asked == Compression.AUTO ? CodecChoice.choose(chunk, compressor, page) : asked;
    PrimitiveType type = column.getPrimitiveType();
    long start = out.getPos();
    long headers = 0;
    Set<Encoding> encodings = new HashSet<>();
    EncodingStats.Builder encodingStats = new EncodingStats.Builder();
    if (column.getMaxDefinitionLevel() > 0) {
      encodings.add(Encoding.RLE);
    }
    if (chunk.hasDictionary()) {
      headers += writeDictionary(chunk, codec);
      encodings.add(Encoding.PLAIN);
      encodingStats.addDictEncoding(Encoding.PLAIN);
    }
    long firstPage = out.getPos();
    Statistics<?> statistics = Statistics.createStats(type);
    boolean bounded = true;
    long values = 0;
    ColumnIndexBuilder index = ColumnIndexBuilder.getBuilder(type, INDEX_TEXT);
    OffsetIndexBuilder offsets = OffsetIndexBuilder.getBuilder();
    for (EncodedChunk.Page next : chunk.pages()) {
      long offset = out.getPos();
      headers += writePage(chunk, next, codec);
      encodings.add(next.encoding());
      encodingStats.addDataEncoding(next.encoding());
      Statistics<?> ofPage = next.statistics();
      bounded &= ofPage.hasNonNullValue() || ofPage.getNumNulls() == next.rows();
      statistics.mergeStatistics(ofPage);
      index.add(ofPage);
      offsets.add(offset, Math.toIntExact(out.getPos() - offset), values);
      values += next.rows();
    }
    ColumnChunkMetaData metadata =
        ColumnChunkMetaData.get(
            ColumnPath.get(column.getPath()),
            type,
            codec.codec(),
            encodingStats.build(),
            encodings,
            bounded ? statistics : nullsOf(statistics, type),
            firstPage,
            chunk.hasDictionary() ? start : 0,
            values,
            out.getPos() - start,
            headers + chunk.bytes().size());
    return new Written(metadata, bounded ? index.build() : null, offsets.build());
  }

  private static Statistics<?> nullsOf(Statistics<?> statistics, PrimitiveType type) {
    Statistics<?> nulls = Statistics.createStats(type);
    nulls.incrementNumNulls(statistics.getNumNulls());
    return nulls;
  }

  private int writeDictionary(EncodedChunk chunk, Compression codec) throws IOException {
    int length = chunk.dictionaryEnd();
    page.truncate(0);
    int stored = compressor.compress(codec, chunk.bytes().array(), 0, length, page);
    PageHeader fields = new PageHeader(PageType.DICTIONARY_PAGE, length, stored);
    fields.setDictionary_page_header(
        new DictionaryPageHeader(
            chunk.dictionarySize(),
            org.apache.iceberg.shaded.org.apache.parquet.format.Encoding.PLAIN));
    return write(fields);
  }

  private int writePage(EncodedChunk chunk, EncodedChunk.Page next, Compression codec)
      throws IOException {
    page.truncate(0);
    int stored =
        compressor.compress(codec, chunk.bytes().array(), next.from(), next.length(), page);
    PageHeader fields = new PageHeader(PageType.DATA_PAGE, next.length(), stored);
    fields.setData_page_header(
        new DataPageHeader(
            next.rows(),
            org.apache.iceberg.shaded.org.apache.parquet.format.Encoding.valueOf(
                next.encoding().name()),
            org.apache.iceberg.shaded.org.apache.parquet.format.Encoding.RLE,
            org.apache.iceberg.shaded.org.apache.parquet.format.Encoding.RLE));
    return write(fields);
  }

  /** Writes a header and the page at hand; gives the header's length. */
  private int write(PageHeader fields) throws IOException {
    header.truncate(0);
    Util.writePageHeader(fields, header);
    out.write(header.array(), 0, header.size());
    out.write(page.array(), 0, page.size());
    return header.size();
  }

  @Override
  public void close() {
    compressor.close();
  }
}
