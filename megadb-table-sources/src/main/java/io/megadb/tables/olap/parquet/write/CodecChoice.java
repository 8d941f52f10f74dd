package io.megadb.tables.olap.parquet.write;

/**
 * Which codec a column chunk gets: the one with the least cost of reading it, by a sample of its
 * pages. A byte that is stored costs time when it is read, from a disk or the page cache, and room;
 * a byte that comes out of a codec costs time on a processor. Stateless.
 */
final class CodecChoice {
  /** What a stored byte may cost, in nanoseconds. */
  private static final double STORED = 1.2;

  /** Nanoseconds a byte that LZ4 gives. */
  private static final double LZ4 = 0.4;

  /** Nanoseconds a byte that zstd gives. */
  private static final double ZSTD = 1.0;

  /** Most bytes of a page that are tried. */
  private static final int SAMPLE = 1 << 17;

  /** What is smaller than this gains nothing that anybody would notice. */
  private static final int MIN_BYTES = 256;

  private CodecChoice() {}

  static Compression choose(EncodedChunk chunk, PageCompressor compressor, ByteSink scratch) {
    byte[] bytes = chunk.bytes().array();
    int end = chunk.bytes().size();
    if (end < MIN_BYTES) {
      return Compression.NONE;
    }
    // One part of the dictionary, if there is one, and one of the pages' middle.
    int dictionary = Math.min(chunk.dictionaryEnd(), SAMPLE);
    int pages = end - chunk.dictionaryEnd();
    int length = Math.min(pages, SAMPLE);
    int from = chunk.dictionaryEnd() + (pages - length) / 2;
    double weightOfDictionary = weight(chunk.dictionaryEnd(), dictionary);
    double weightOfPages = weight(pages, length);
    Compression best = Compression.NONE;
    double least = STORED * end;
    for (Compression codec : new Compression[] {Compression.LZ4, Compression.ZSTD}) {
      scratch.truncate(0);
      double stored =
          weightOfDictionary * compressor.compress(codec, bytes, 0, dictionary, scratch)
              + weightOfPages * compressor.compress(codec, bytes, from, length, scratch);
      double cost = STORED * stored + (codec == Compression.LZ4 ? LZ4 : ZSTD) * end;
      if (cost < least) {
        best = codec;
        least = cost;
      }
    }
    return best;
  }

  private static double weight(int all, int tried) {
    return tried == 0 ? 0 : (double) all / tried;
  }
}
