package io.megadb.tables.olap.parquet.write;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import org.xerial.snappy.Snappy;

/** Compresses pages with any of the codecs. Confined to one thread; closed by its owner. */
final class PageCompressor implements AutoCloseable {
  /** Where zstd is chosen for speed. */
  private static final int FAST_LEVEL = 1;

  /** Where zstd was asked for. */
  private static final int USUAL_LEVEL = 3;

  private final LZ4Compressor lz4 = LZ4Factory.fastestInstance().fastCompressor();
  private final ZstdCompressCtx zstd = new ZstdCompressCtx();

  PageCompressor(Compression asked) {
    zstd.setLevel(asked == Compression.ZSTD ? USUAL_LEVEL : FAST_LEVEL);
  }

  /** Adds the compressed bytes; gives their number. */
  int compress(Compression codec, byte[] from, int start, int length, ByteSink out) {
    int before = out.size();
    switch (codec) {
      case NONE -> out.write(from, start, length);
      case LZ4 -> {
        int most = lz4.maxCompressedLength(length);
        out.reserve(most);
        out.advance(lz4.compress(from, start, length, out.array(), before, most));
      }
      case AUTO, ZSTD -> {
        int most = Math.toIntExact(Zstd.compressBound(length));
        out.reserve(most);
        out.advance(zstd.compressByteArray(out.array(), before, most, from, start, length));
      }
      case SNAPPY -> snappy(from, start, length, out);
      case GZIP -> gzip(from, start, length, out);
    }
    return out.size() - before;
  }

  private static void snappy(byte[] from, int start, int length, ByteSink out) {
    out.reserve(Snappy.maxCompressedLength(length));
    try {
      out.advance(Snappy.compress(from, start, length, out.array(), out.size()));
    } catch (IOException failure) {
      throw new IllegalStateException("snappy does not fit its own bound", failure);
    }
  }

  private static void gzip(byte[] from, int start, int length, ByteSink out) {
    try (GZIPOutputStream stream = new GZIPOutputStream(out)) {
      stream.write(from, start, length);
    } catch (IOException failure) {
      throw new IllegalStateException("bytes in memory cannot be written", failure);
    }
  }

  @Override
  public void close() {
    zstd.close();
  }
}
