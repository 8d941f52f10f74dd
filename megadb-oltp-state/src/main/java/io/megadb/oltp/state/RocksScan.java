package io.megadb.oltp.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * One RocksDB iterator with what it owns, and the current version's key in a reused array. Native
 * memory dies with the database, so {@link #close} and moving exclude each other: after close,
 * moving fails instead of crashing the process.
 */
final class RocksScan implements AutoCloseable {
  private static final int KEY_BYTES = 64;
  private static final int VALUE_BYTES = 4096;

  private final RocksStateView view;
  private final Slice upper;
  private final ReadOptions options;
  private final RocksIterator iterator;
  private ByteBuffer keyBuffer = ByteBuffer.allocateDirect(KEY_BYTES);
  private ByteBuffer valueBuffer = ByteBuffer.allocateDirect(VALUE_BYTES);
  private byte[] key = new byte[KEY_BYTES];
  private int keyLength;
  private boolean closed;

  RocksScan(RocksStateView view, RocksIteratorSource source, byte[] upperBound) {
    this.view = view;
    this.upper = new Slice(upperBound);
    this.options = new ReadOptions().setIterateUpperBound(upper);
    this.iterator = source.open(options);
  }

  /** Makes iterators; lets this class know neither database nor column family. */
  interface RocksIteratorSource {
    RocksIterator open(ReadOptions options);
  }

  void checkOpen() {
    if (closed) {
      throw view.closedException();
    }
  }

  /** Moves to the first version at or after {@code target}; false at the end. */
  boolean seek(byte[] target) {
    iterator.seek(target);
    return load();
  }

  boolean step() {
    iterator.next();
    return load();
  }

  private boolean load() {
    if (!iterator.isValid()) {
      view.check(iterator);
      return false;
    }
    keyBuffer.clear();
    int length = iterator.key(keyBuffer);
    if (length > keyBuffer.capacity()) {
      keyBuffer = ByteBuffer.allocateDirect(Math.max(length, 2 * keyBuffer.capacity()));
      key = new byte[keyBuffer.capacity()];
      iterator.key(keyBuffer);
    }
    keyBuffer.get(0, key, 0, length);
    keyLength = length;
    return true;
  }

  byte[] keyBytes() {
    return key;
  }

  int keyLength() {
    return keyLength;
  }

  long lsn() {
    return VersionKey.lsn(key, keyLength);
  }

  /** True when the current version belongs to the key whose prefix is given. */
  boolean hasPrefix(byte[] prefix, int length) {
    return keyLength == length + VersionKey.LSN_BYTES
        && Arrays.equals(key, 0, length, prefix, 0, length);
  }

  boolean isTombstone() {
    valueBuffer.clear();
    iterator.value(valueBuffer);
    return RowFormat.isTombstone(valueBuffer.get(0));
  }

  /** The current version's row in a fresh array, or null for a tombstone. */
  byte[] row() {
    valueBuffer.clear();
    int length = iterator.value(valueBuffer);
    if (RowFormat.isTombstone(valueBuffer.get(0))) {
      return null;
    }
    if (length > valueBuffer.capacity()) {
      valueBuffer = ByteBuffer.allocateDirect(Math.max(length, 2 * valueBuffer.capacity()));
      iterator.value(valueBuffer);
    }
    byte[] row = new byte[length - RowFormat.HEADER_BYTES];
    valueBuffer.get(RowFormat.HEADER_BYTES, row);
    return row;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      iterator.close();
      options.close();
      upper.close();
      view.forget(this);
    }
  }
}
