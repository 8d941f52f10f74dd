package io.megadb.tables.olap.parquet.write;

import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How pages are compressed: {@link #AUTO} decides for every column chunk by a sample of it. */
public enum Compression {
  AUTO(CompressionCodecName.ZSTD),
  NONE(CompressionCodecName.UNCOMPRESSED),
  LZ4(CompressionCodecName.LZ4_RAW),
  ZSTD(CompressionCodecName.ZSTD),
  SNAPPY(CompressionCodecName.SNAPPY),
  GZIP(CompressionCodecName.GZIP);

  private final CompressionCodecName codec;

  Compression(CompressionCodecName codec) {
    this.codec = codec;
  }

  /** What Parquet calls it; for {@link #AUTO}, what engines that cannot choose shall use. */
  public CompressionCodecName codec() {
    return codec;
  }
}
