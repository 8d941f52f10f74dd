package io.megadb.operator.scan;

import io.megadb.execution.MemoryBudget;
import io.megadb.spi.SelectiveReader;
import io.megadb.vector.FlatVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The keys of a join's build side, which spare a scan of the other side the rows that cannot match.
 * Workers that build contribute; once all have, the filter is ready and those who wait are woken. A
 * bitmap over the keys' range if that is small, a Bloom filter of two bits a key otherwise. With
 * too many keys it lets all rows pass. Thread-safe.
 */
public final class RuntimeFilter {
  /** Keys beyond which probing a filter costs what it saves. */
  private static final int MAX_KEYS = 1 << 20;

  /** Of a bitmap: 8 MiB. */
  private static final long MAX_RANGE = 1L << 26;

  private static final int BLOOM_BITS_PER_KEY = 16;

  private final MemoryBudget memory;
  private final List<Runnable> waiting = new ArrayList<>();
  private int missing;
  private long[] keys = new long[1024];
  private int count;
  private long reservedBytes;
  private volatile boolean ready;
  private boolean passesAll;
  private long min;
  private long max;
  private boolean bitmap;
  private long[] bits;

  /**
   * @param contributors workers whose keys together are all
   */
  public RuntimeFilter(int contributors, MemoryBudget memory) {
    this.missing = contributors;
    this.memory = memory;
  }

  /** Adds the keys of a batch; null is none. */
  public synchronized void add(Vector column, int rows) {
    if (ready || passesAll) {
      return;
    }
    FlatVector flat = column.flat();
    if (!(flat instanceof LongVector longs) || count + rows > MAX_KEYS) {
      passAll();
      return;
    }
    if (count + rows > keys.length && !grow(count + rows)) {
      passAll();
      return;
    }
    long[] values = longs.values();
    long[] validity = longs.validity();
    for (int i = 0; i < rows; i++) {
      if (validity == null || Validity.isValid(validity, i)) {
        keys[count++] = values[i];
      }
    }
  }

  private boolean grow(int needed) {
    int wanted = Math.max(needed, keys.length * 2);
    long bytes = 8L * wanted;
    if (!memory.tryReserve(bytes)) {
      return false;
    }
    reservedBytes += bytes;
    keys = Arrays.copyOf(keys, wanted);
    return true;
  }

  private void passAll() {
    passesAll = true;
    keys = null;
    count = 0;
  }

  /** One worker has added all of its keys. */
  public void finish() {
    List<Runnable> woken;
    synchronized (this) {
      if (ready || --missing > 0) {
        return;
      }
      if (!passesAll) {
        seal();
      }
      keys = null;
      ready = true;
      woken = List.copyOf(waiting);
      waiting.clear();
    }
    woken.forEach(Runnable::run);
  }

  private void seal() {
    min = Long.MAX_VALUE;
    max = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      min = Math.min(min, keys[i]);
      max = Math.max(max, keys[i]);
    }
    long range = max - min;
    bitmap = count == 0 || range >= 0 && range < MAX_RANGE;
    int words =
        count == 0
            ? 1
            : bitmap
                ? (int) (range >>> 6) + 1
                : Integer.highestOneBit(Math.max(64, count * BLOOM_BITS_PER_KEY / 64)) * 2;
    if (!memory.tryReserve(8L * words)) {
      passAll();
      return;
    }
    reservedBytes += 8L * words;
    bits = new long[words];
    for (int i = 0; i < count; i++) {
      if (bitmap) {
        bits[(int) (keys[i] - min >>> 6)] |= 1L << keys[i] - min;
      } else {
        long hash = hash(keys[i]);
        bits[word(hash)] |= pattern(hash);
      }
    }
  }

  private static long hash(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    return hash ^ hash >>> 32;
  }

  private int word(long hash) {
    return (int) (hash >>> 12) & bits.length - 1;
  }

  private static long pattern(long hash) {
    return 1L << hash | 1L << (hash >>> 6);
  }

  /**
   * Whether all keys are known; otherwise the caller is told when they are.
   *
   * @param wake called once, by another thread
   */
  public boolean readyOrWake(Runnable wake) {
    if (ready) {
      return true;
    }
    synchronized (this) {
      if (!ready && !waiting.contains(wake)) {
        waiting.add(wake);
      }
      return ready;
    }
  }

  /** Tells a reader the range of the keys. Only once it is ready. */
  void narrow(SelectiveReader reader, int column) {
    if (!passesAll) {
      reader.narrow(column, min, max);
    }
  }

  /**
   * The rows whose key may be among the build side's. Only once it is ready.
   *
   * @param kept receives their numbers
   * @return how many; -1 if it says nothing
   */
  public int select(Vector column, int rows, int[] kept) {
    if (passesAll || !(column.flat() instanceof LongVector longs)) {
      return -1;
    }
    int found =
        bitmap
            ? byBitmap(longs.values(), rows, bits, min, max, kept)
            : byBloom(longs.values(), rows, kept);
    return longs.validity() == null ? found : withoutNulls(longs.validity(), kept, found);
  }

  private static int byBitmap(
      long[] values, int rows, long[] bits, long min, long max, int[] kept) {
    int found = 0;
    for (int i = 0; i < rows; i++) {
      long value = values[i];
      // Without a branch on the bit, whose outcome cannot be foreseen.
      kept[found] = i;
      if (value >= min && value <= max) {
        long offset = value - min;
        found += (int) (bits[(int) (offset >>> 6)] >>> offset & 1);
      }
    }
    return found;
  }

  private int byBloom(long[] values, int rows, int[] kept) {
    int found = 0;
    for (int i = 0; i < rows; i++) {
      long hash = hash(values[i]);
      long pattern = pattern(hash);
      kept[found] = i;
      found += (bits[word(hash)] & pattern) == pattern ? 1 : 0;
    }
    return found;
  }

  private static int withoutNulls(long[] validity, int[] kept, int count) {
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (Validity.isValid(validity, kept[i])) {
        kept[left++] = kept[i];
      }
    }
    return left;
  }

  /** Gives the memory back; the filter must not be used after that. */
  public synchronized void close() {
    memory.release(reservedBytes);
    reservedBytes = 0;
    passesAll = true;
    ready = true;
  }
}
