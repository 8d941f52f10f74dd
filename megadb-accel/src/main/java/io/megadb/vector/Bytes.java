package io.megadb.vector;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An immutable byte string, ordered as unsigned bytes: PostgreSQL's collation C for text. */
public final class Bytes implements Comparable<Bytes>, Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes over the array. */
  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes);
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves; read only. */
  public byte[] array() {
    return bytes;
  }

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  /** FNV-1a: encoded numbers in sequence get different hashes, unlike with factor 31. */
  @Override
  public int hashCode() {
    int hash = 0x811c9dc5;
    for (byte next : bytes) {
      hash = (hash ^ next) * 0x01000193;
    }
    return hash;
  }

  @Override
  public String toString() {
    return text();
  }
}
