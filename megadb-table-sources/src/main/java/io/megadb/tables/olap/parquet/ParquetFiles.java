package io.megadb.tables.olap.parquet;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.iceberg.shaded.org.apache.parquet.ParquetReadOptions;
import org.apache.iceberg.shaded.org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.iceberg.shaded.org.apache.parquet.io.LocalInputFile;

/**
 * Files and what is remembered of them while they are the same: their footers, decoded columns, and
 * the buffers that they are read with. Thread-safe.
 */
public final class ParquetFiles {
  /** Of all footers together. */
  private static final long MAX_FOOTER_BYTES = 64L << 20;

  private final ColumnCache columns = new ColumnCache();
  private final Windows windows = new Windows();
  private final Map<Footer.Identity, Footer> footers = new LinkedHashMap<>(16, 0.75f, true);
  private long footerBytes;

  /** Opens a file; 58P01 if it is not there, 58030 if it cannot be read, XX001 if it is damaged. */
  ParquetFile open(Path path) {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      Footer.Identity key =
          new Footer.Identity(path, file.size(), file.lastModifiedTime().toMillis());
      Footer footer = known(key);
      if (footer == null) {
        footer = read(key);
        keep(key, footer);
      }
      return new ParquetFile(path, footer, windows);
    } catch (IOException failure) {
      throw unreadable(path, failure);
    }
  }

  /** Columns that are kept decoded. */
  public ColumnCache columns() {
    return columns;
  }

  private synchronized Footer known(Footer.Identity key) {
    return footers.get(key);
  }

  private synchronized void keep(Footer.Identity key, Footer footer) {
    if (footer.bytes() > MAX_FOOTER_BYTES || footers.put(key, footer) != null) {
      return;
    }
    footerBytes += footer.bytes();
    Iterator<Footer> oldest = footers.values().iterator();
    while (footerBytes > MAX_FOOTER_BYTES) {
      footerBytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  private static Footer read(Footer.Identity file) throws IOException {
    Path path = file.path();
    try (ParquetFileReader reader = reader(path)) {
      return new Footer(file, reader.getFooter(), footerLength(path));
    } catch (MegaDbException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(path, e);
    }
  }

  /** Parquet's own reader of a file. */
  static ParquetFileReader reader(Path path) throws IOException {
    return ParquetFileReader.open(
        new LocalInputFile(path),
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new PageCodecs())
            .build());
  }

  private static long footerLength(Path path) throws IOException {
    try (java.nio.channels.FileChannel channel = java.nio.channels.FileChannel.open(path)) {
      java.nio.ByteBuffer tail =
          java.nio.ByteBuffer.allocate(8).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      channel.read(tail, channel.size() - 8);
      return tail.getInt(0);
    }
  }

  static MegaDbException unreadable(Path path, IOException failure) {
    return new MegaDbException(
        failure instanceof NoSuchFileException ? SqlState.UNDEFINED_FILE : SqlState.IO_ERROR,
        "could not read file \"" + path + "\": " + failure.getMessage(),
        failure);
  }

  static MegaDbException damaged(Path path, RuntimeException failure) {
    return new MegaDbException(
        SqlState.DATA_CORRUPTED,
        "file \"" + path + "\" is damaged: " + failure.getMessage(),
        failure);
  }
}
