package io.megadb.type.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growable array of bytes that text is written to. Confined to one thread. */
public final class TextSink {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private byte[] bytes;
  private int length;

  public TextSink() {
    this(64);
  }

  public TextSink(int capacity) {
    bytes = new byte[capacity];
  }

  /** The bytes written so far are the first {@link #length}; valid until the next write. */
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Cuts back to a length reached before; 0 makes the sink empty. */
  public void truncate(int newLength) {
    length = newLength;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  public void write(int value) {
    reserve(1);
    bytes[length++] = (byte) value;
  }

  public void write(byte[] source, int from, int count) {
    reserve(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  /** Characters below 128 only. */
  public void ascii(String text) {
    int count = text.length();
    reserve(count);
    for (int i = 0; i < count; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += count;
  }

  public void utf8(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    write(encoded, 0, encoded.length);
  }

  /** A number in decimal. */
  public void decimal(long value) {
    if (value < 0) {
      if (value == Long.MIN_VALUE) {
        ascii("-9223372036854775808");
        return;
      }
      write('-');
      unsigned(-value, 1);
    } else {
      unsigned(value, 1);
    }
  }

  /** A number of 0 or more in decimal, with zeros in front up to {@code digits} digits. */
  public void unsigned(long value, int digits) {
    int width = Math.max(digits, decimalDigits(value));
    reserve(width);
    long rest = value;
    for (int i = length + width - 1; i >= length; i--) {
      long tenth = rest / 10;
      bytes[i] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    }
    length += width;
  }

  /** unscaled / 10^scale in plain notation. */
  public void scaled(long unscaled, int scale) {
    if (scale == 0) {
      decimal(unscaled);
      return;
    }
    if (unscaled == Long.MIN_VALUE) {
      ascii(java.math.BigDecimal.valueOf(unscaled, scale).toPlainString());
      return;
    }
    if (unscaled < 0) {
      write('-');
    }
    unsigned(Math.abs(unscaled), scale + 1);
    reserve(1);
    int point = length - scale;
    System.arraycopy(bytes, point, bytes, point + 1, scale);
    bytes[point] = '.';
    length++;
  }

  /** Two lower-case hexadecimal digits. */
  public void hex(int value) {
    write(HEX[value >> 4 & 15]);
    write(HEX[value & 15]);
  }

  /** Big-endian integers, for the binary format. */
  public void int16(int value) {
    write(value >> 8);
    write(value);
  }

  public void int32(int value) {
    int16(value >> 16);
    int16(value);
  }

  public void int64(long value) {
    int32((int) (value >> 32));
    int32((int) value);
  }

  /** Overwrites four bytes at a position, big-endian. */
  public void putInt32(int at, int value) {
    bytes[at] = (byte) (value >> 24);
    bytes[at + 1] = (byte) (value >> 16);
    bytes[at + 2] = (byte) (value >> 8);
    bytes[at + 3] = (byte) value;
  }

  private void reserve(int count) {
    if (count > bytes.length - length) {
      int needed = Math.addExact(length, count);
      int doubled = (int) Math.min(Integer.MAX_VALUE - 16L, bytes.length * 2L + 16);
      bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
    }
  }

  private static int decimalDigits(long value) {
    int digits = 1;
    for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
      digits++;
    }
    return digits;
  }
}
