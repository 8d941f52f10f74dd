package io.megadb.tables.olap.parquet.write;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The different byte strings among many, in the order in which they appear, found by a hash table.
 * Confined to one thread.
 */
final class BytesDictionary {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9e3779b97f4a7c15L;

  private byte[] bytes = new byte[4096];
  private int[] offsets = new int[257];
  private int[] hashes = new int[256];
  private int size;

  /** Code + 1 of what hashes there; 0 for nothing. */
  private int[] table = new int[1024];

  int size() {
    return size;
  }

  /** Entries one after another. */
  byte[] bytes() {
    return bytes;
  }

  /** Where entries begin in {@link #bytes}; one more than there are. */
  int[] offsets() {
    return offsets;
  }

  /** Bytes of all entries. */
  int length() {
    return offsets[size];
  }

  int length(int code) {
    return offsets[code + 1] - offsets[code];
  }

  /** Memory that the entries take. */
  long held() {
    return length() + 16L * size;
  }

  void clear() {
    size = 0;
    Arrays.fill(table, 0);
  }

  boolean is(int code, byte[] from, int start, int length) {
    int at = offsets[code];
    return offsets[code + 1] - at == length
        && Arrays.equals(bytes, at, at + length, from, start, start + length);
  }

  /** The code of a string, which is added if it is new. */
  int code(byte[] from, int start, int length) {
    int hash = hash(from, start, length);
    int mask = table.length - 1;
    int slot = hash & mask;
    for (int code = table[slot]; code != 0; code = table[slot]) {
      if (hashes[code - 1] == hash && is(code - 1, from, start, length)) {
        return code - 1;
      }
      slot = slot + 1 & mask;
    }
    add(from, start, length, hash);
    table[slot] = size;
    if (2 * size > table.length) {
      enlarge();
    }
    return size - 1;
  }

  private void add(byte[] from, int start, int length, int hash) {
    int at = offsets[size];
    int end = Math.addExact(at, length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, (int) Math.min(2L * bytes.length, 1L << 30)));
    }
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
      offsets = Arrays.copyOf(offsets, 2 * size + 1);
    }
    System.arraycopy(from, start, bytes, at, length);
    hashes[size] = hash;
    offsets[++size] = end;
  }

  private void enlarge() {
    table = new int[2 * table.length];
    int mask = table.length - 1;
    for (int code = 0; code < size; code++) {
      int slot = hashes[code] & mask;
      while (table[slot] != 0) {
        slot = slot + 1 & mask;
      }
      table[slot] = code + 1;
    }
  }

  private static int hash(byte[] from, int start, int length) {
    long hash = length;
    int at = start;
    int end = start + length;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(from, at));
    }
    if (at + Integer.BYTES <= end) {
      hash = mix(hash ^ (int) INTS.get(from, at));
      at += Integer.BYTES;
    }
    for (; at < end; at++) {
      hash = mix(hash ^ from[at]);
    }
    return (int) hash;
  }

  private static long mix(long value) {
    long product = value * MIX;
    return product ^ product >>> 32;
  }
}
