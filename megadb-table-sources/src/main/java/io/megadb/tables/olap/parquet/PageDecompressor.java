package io.megadb.tables.olap.parquet;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;
import org.apache.iceberg.shaded.org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.CodecFactory;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Decompresses pages from direct buffers into arrays: zstd and raw LZ4 in one call each without a
 * copy, other codecs by Parquet's own classes. Confined to one thread.
 *
 * <p>Deprecated calls: those that replace them give memory back to an allocator, and here it is all
 * on the heap.
 */
@SuppressWarnings("deprecation")
final class PageDecompressor implements AutoCloseable {
  private ZstdDecompressCtx zstd;
  private LZ4SafeDecompressor lz4;
  private CodecFactory others;

  /**
   * Decompresses.
   *
   * @param in a direct buffer, its position and limit unused
   * @param into receives the page from {@code to} on
   * @param size of the page; another one is an error
   */
  void decompress(
      CompressionCodecName codec,
      ByteBuffer in,
      int from,
      int length,
      byte[] into,
      int to,
      int size)
      throws IOException {
    int got =
        switch (codec) {
          case UNCOMPRESSED -> {
            in.get(from, into, to, Math.min(length, size));
            yield length;
          }
          case ZSTD -> zstd(in, from, length, into, to, size);
          case LZ4_RAW -> lz4(in, from, length, into, to, size);
          default -> other(codec, in, from, length, into, to, size);
        };
    if (got != size) {
      throw new IOException("a page of " + size + " bytes has " + got);
    }
  }

  private int zstd(ByteBuffer in, int from, int length, byte[] into, int to, int size)
      throws IOException {
    if (zstd == null) {
      zstd = new ZstdDecompressCtx();
    }
    try {
      return zstd.decompressDirectByteBufferToByteArray(into, to, size, in, from, length);
    } catch (ZstdException e) {
      throw new IOException("a page cannot be decompressed: " + e.getMessage(), e);
    }
  }

  private int lz4(ByteBuffer in, int from, int length, byte[] into, int to, int size)
      throws IOException {
    if (lz4 == null) {
      lz4 = LZ4Factory.fastestInstance().safeDecompressor();
    }
    try {
      return lz4.decompress(in, from, length, ByteBuffer.wrap(into), to, size);
    } catch (LZ4Exception e) {
      throw new IOException("a page cannot be decompressed: " + e.getMessage(), e);
    }
  }

  private int other(
      CompressionCodecName codec,
      ByteBuffer in,
      int from,
      int length,
      byte[] into,
      int to,
      int size)
      throws IOException {
    if (others == null) {
      others = new CodecFactory(new PlainParquetConfiguration(), 0);
    }
    byte[] copy = new byte[length];
    in.get(from, copy);
    BytesInput page = others.getDecompressor(codec).decompress(BytesInput.from(copy), size);
    ByteBuffer bytes = PageBytes.of(page);
    int got = bytes.remaining();
    bytes.get(into, to, Math.min(got, size));
    return got;
  }

  @Override
  public void close() {
    if (zstd != null) {
      zstd.close();
      zstd = null;
    }
    if (others != null) {
      others.release();
      others = null;
    }
  }
}
