package io.megadb.tables.olap.parquet;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;
import org.apache.iceberg.shaded.org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.iceberg.shaded.org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.CodecFactory;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Parquet's codecs, with zstd decompressed in one call a page by a context that is used again: a
 * stream for each page took a quarter as long again to set up as the pages themselves. Confined to
 * one thread.
 *
 * <p>Deprecated calls: those that replace them give memory back to an allocator, and here it is all
 * on the heap.
 */
@SuppressWarnings("deprecation")
final class PageCodecs implements CompressionCodecFactory {
  private final CodecFactory others = new CodecFactory(new PlainParquetConfiguration(), 0);
  private ZstdPages zstd;

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return others.getCompressor(codec);
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.ZSTD) {
      return others.getDecompressor(codec);
    }
    if (zstd == null) {
      zstd = new ZstdPages();
    }
    return zstd;
  }

  @Override
  public void release() {
    if (zstd != null) {
      zstd.close();
      zstd = null;
    }
    others.release();
  }

  private static final class ZstdPages implements BytesInputDecompressor {
    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      ByteBuffer input = PageBytes.of(bytes);
      int from = input.arrayOffset() + input.position();
      byte[] page = new byte[size];
      try {
        int got =
            context.decompressByteArray(page, 0, size, input.array(), from, input.remaining());
        if (got != size) {
          throw new IOException("a page of " + size + " bytes has " + got);
        }
      } catch (ZstdException e) {
        throw new IOException("a page cannot be decompressed: " + e.getMessage(), e);
      }
      return BytesInput.from(page);
    }

    @Override
    public void decompress(ByteBuffer input, int inputSize, ByteBuffer output, int size)
        throws IOException {
      ByteBuffer bytes = input.slice();
      bytes.limit(inputSize);
      output.put(PageBytes.of(decompress(BytesInput.from(bytes), size)));
      input.position(input.position() + inputSize);
    }

    /** The factory closes what columns share. */
    @Override
    public void release() {}

    void close() {
      context.close();
    }
  }
}
