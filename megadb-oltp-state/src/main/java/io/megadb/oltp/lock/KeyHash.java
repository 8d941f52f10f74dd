package io.megadb.oltp.lock;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Hashes of keys. Keys are mostly numbers in sequence whose bytes differ in a few places only: each
 * eight bytes are multiplied, and the product's upper half, where all of them have left their mark,
 * is folded into the lower.
 */
public final class KeyHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** 2^64 divided by the golden ratio, odd: Fibonacci hashing (Knuth, volume 3, 6.4). */
  private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

  private KeyHash() {}

  /** The hash of the bytes {@code from … to - 1}. */
  public static int of(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONG.get(bytes, at));
    }
    if (at < to) {
      long rest = 0;
      for (; at < to; at++) {
        rest = rest << 8 | bytes[at] & 0xFF;
      }
      hash = mix(hash ^ rest);
    }
    return (int) (hash ^ hash >>> 32);
  }

  private static long mix(long value) {
    long product = value * FACTOR;
    return product ^ product >>> 32;
  }
}
