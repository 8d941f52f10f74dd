package io.megadb.oltp.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Range;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksIterator;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;

/**
 * Cuts a table into ranges of similar size. Starting from the whole table, the heaviest range is
 * halved, at the existing key nearest to the middle of its key space, until ranges are small
 * against a part; then neighbours are joined.
 *
 * <p>RocksDB estimates well how much of a file lies in a range. Of its memory it only knows the
 * total with any precision, so that is taken to spread evenly over key space that has keys.
 */
final class RocksSplits {
  /** Ranges per part before joining: parts then differ by about a sixteenth. */
  private static final int RANGES_PER_PART = 16;

  /** Bound of halvings in a row that find one half empty. */
  private static final int MAX_NARROWINGS = 512;

  /** Bytes after the common prefix that take part in halving. */
  private static final int FRACTION_BYTES = 7;

  private final RocksDB database;
  private final ColumnFamilyHandle data;
  private final int tableId;
  private final byte[] upper;

  /**
   * Keys from one that exists on.
   *
   * @param low prefix of the first key
   * @param high first encoded byte string beyond
   * @param memory share of the table's bytes in memory
   * @param weight that and the bytes in files
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record KeyRange(byte[] low, byte[] high, long memory, long weight) {}

  RocksSplits(RocksDB database, ColumnFamilyHandle data, int tableId) {
    this.database = database;
    this.data = data;
    this.tableId = tableId;
    this.upper = VersionKey.table(tableId + 1);
  }

  List<byte[]> cut(int parts) {
    try (RocksIterator iterator = database.newIterator(data)) {
      iterator.seek(VersionKey.table(tableId));
      byte[] first = prefix(iterator);
      if (first == null || parts < 2) {
        return List.of();
      }
      long memory = size(first, upper, SizeApproximationFlag.INCLUDE_MEMTABLES);
      KeyRange whole = range(first, upper, memory);
      return join(halve(iterator, whole, parts), whole.weight, parts);
    }
  }

  private List<KeyRange> halve(RocksIterator iterator, KeyRange whole, int parts) {
    PriorityQueue<KeyRange> heaviest =
        new PriorityQueue<>(Comparator.comparingLong(KeyRange::weight).reversed());
    heaviest.add(whole);
    List<KeyRange> done = new ArrayList<>();
    int wanted = RANGES_PER_PART * parts;
    while (!heaviest.isEmpty() && heaviest.size() + done.size() < wanted) {
      KeyRange range = heaviest.poll();
      List<KeyRange> halves = halve(iterator, range);
      if (halves.size() == 1) {
        done.addAll(halves);
      } else {
        heaviest.addAll(halves);
      }
    }
    done.addAll(heaviest);
    done.sort((left, right) -> Arrays.compareUnsigned(left.low, right.low));
    return done;
  }

  /** Two ranges, or the range itself when it has but one key. */
  private List<KeyRange> halve(RocksIterator iterator, KeyRange range) {
    byte[] low = range.low;
    byte[] high = range.high;
    for (int i = 0; i < MAX_NARROWINGS; i++) {
      byte[] middle = middle(low, high);
      if (middle == null) {
        break;
      }
      iterator.seek(middle);
      byte[] right = prefix(iterator);
      if (right == null || Arrays.compareUnsigned(right, high) >= 0) {
        high = middle; // nothing in the upper half
        continue;
      }
      iterator.seekForPrev(middle);
      byte[] left = prefix(iterator);
      if (Arrays.equals(left, right)) {
        break; // the middle lies inside one key's versions
      }
      boolean leftHasOneKey = Arrays.equals(left, range.low);
      long memory = leftHasOneKey ? 0 : range.memory / 2;
      return List.of(
          range(range.low, right, memory), range(right, range.high, range.memory - memory));
    }
    return List.of(range);
  }

  private KeyRange range(byte[] low, byte[] high, long memory) {
    return new KeyRange(
        low, high, memory, memory + size(low, high, SizeApproximationFlag.INCLUDE_FILES));
  }

  private static List<byte[]> join(List<KeyRange> ranges, long total, int parts) {
    List<byte[]> cuts = new ArrayList<>();
    long before = 0;
    for (KeyRange range : ranges) {
      boolean full = before >= (double) total * (cuts.size() + 1) / parts;
      if (full && cuts.size() < parts - 1) {
        cuts.add(decode(range.low));
      }
      before += range.weight;
    }
    return cuts;
  }

  private static byte[] decode(byte[] prefix) {
    return VersionKey.key(prefix, prefix.length + VersionKey.LSN_BYTES);
  }

  /** Prefix of the iterator's key, null at the table's end. */
  private byte[] prefix(RocksIterator iterator) {
    if (!iterator.isValid()) {
      return null;
    }
    byte[] version = iterator.key();
    return VersionKey.tableId(version) == tableId
        ? Arrays.copyOf(version, version.length - VersionKey.LSN_BYTES)
        : null;
  }

  /** The byte string half way between two, or null when they are too close. */
  private static byte[] middle(byte[] low, byte[] high) {
    int common = Math.max(0, Arrays.mismatch(low, high));
    long from = fraction(low, common);
    long to = fraction(high, common);
    long half = (from + to) >>> 1;
    if (half <= from) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(low, common + FRACTION_BYTES);
    for (int i = 0; i < FRACTION_BYTES; i++) {
      bytes[common + i] = (byte) (half >>> (8 * (FRACTION_BYTES - 1 - i)));
    }
    return bytes;
  }

  private static long fraction(byte[] key, int from) {
    long number = 0;
    for (int i = from; i < from + FRACTION_BYTES; i++) {
      number = (number << 8) | (i < key.length ? key[i] & 0xFF : 0);
    }
    return number;
  }

  private long size(byte[] low, byte[] high, SizeApproximationFlag where) {
    try (Slice from = new Slice(low);
        Slice to = new Slice(high)) {
      return database.getApproximateSizes(data, List.of(new Range(from, to)), where)[0];
    }
  }
}
