package io.megadb.tables.olap.parquet;

import io.megadb.error.MegaDbException;
import io.megadb.tables.olap.type.Storage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.shaded.org.apache.parquet.format.Util;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.iceberg.shaded.org.apache.parquet.internal.hadoop.metadata.IndexReference;

/**
 * An open file. It is read, not mapped: a mapping of a file that was cut short ends the process.
 * Confined to one thread.
 */
final class ParquetFile implements AutoCloseable {
  /** Larger indexes are left alone: the pages' headers say the same. */
  private static final int MAX_INDEX_BYTES = 16 << 20;

  private final Path path;
  private final Footer footer;
  private final Windows windows;
  private final FileChannel channel;

  ParquetFile(Path path, Footer footer, Windows windows) throws IOException {
    this.path = path;
    this.footer = footer;
    this.windows = windows;
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  Path path() {
    return path;
  }

  Footer footer() {
    return footer;
  }

  Windows windows() {
    return windows;
  }

  /** Fills a buffer from its start up to {@code length}. */
  void read(long position, ByteBuffer into, int length) throws IOException {
    into.clear().limit(length);
    while (into.hasRemaining()) {
      if (channel.read(into, position + into.position()) < 0) {
        throw new EOFException("the file ends before its pages do");
      }
    }
  }

  /** Where a chunk's pages are; null if the file does not say. */
  PageLocations pages(ColumnChunkMetaData chunk, long rows) throws IOException {
    IndexReference index = chunk.getOffsetIndexReference();
    if (!readable(index)) {
      return null;
    }
    PageLocations known = footer.pages().get(index.getOffset());
    if (known == null) {
      known = PageLocations.of(Util.readOffsetIndex(stream(index)), rows);
      footer.pages().put(index.getOffset(), known);
    }
    return known;
  }

  /** The pages' least and greatest values; null if the file does not say. */
  PageBounds bounds(ColumnChunkMetaData chunk, Storage storage) throws IOException {
    IndexReference index = chunk.getColumnIndexReference();
    if (!readable(index)) {
      return null;
    }
    PageBounds known = footer.bounds().get(index.getOffset());
    if (known == null) {
      known = PageBounds.of(Util.readColumnIndex(stream(index)), storage);
      footer.bounds().put(index.getOffset(), known);
    }
    return known;
  }

  private static boolean readable(IndexReference index) {
    return index != null && index.getLength() > 0 && index.getLength() <= MAX_INDEX_BYTES;
  }

  private WindowStream stream(IndexReference index) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(index.getLength());
    read(index.getOffset(), bytes, index.getLength());
    return new WindowStream().over(bytes, 0, index.getLength());
  }

  MegaDbException failed(IOException failure) {
    return ParquetFiles.unreadable(path, failure);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw failed(failure);
    }
  }
}
