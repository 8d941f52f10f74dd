package io.megadb.tables.olap.parquet;

import org.apache.iceberg.shaded.org.apache.parquet.format.Encoding;

/** A page's encoding does not fit its column's type. */
final class UnsupportedEncoding extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedEncoding(Encoding encoding) {
    super("a page has the encoding " + encoding + ", which its type cannot have");
  }
}
