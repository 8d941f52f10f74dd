package io.megadb.gateway.focus;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes CSV as COPY reads it: an empty field is null, a field with a comma, quote or line break is
 * quoted. Digits go straight into a byte array. Confined to one thread; the stream stays open.
 */
final class CsvBuffer {
  private static final int CAPACITY_BYTES = 1 << 16;

  /** Longest decimal: sign, 19 digits, point. */
  private static final int DECIMAL_BYTES = 24;

  private final OutputStream out;
  private final byte[] bytes = new byte[CAPACITY_BYTES];
  private int size;

  CsvBuffer(OutputStream out) {
    this.out = out;
  }

  /** The bytes as they are; the caller has quoted them. */
  void raw(byte[] value) throws IOException {
    if (value.length > CAPACITY_BYTES) {
      flush();
      out.write(value);
      return;
    }
    ensure(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  /**
   * {@code unscaled / 10^scale} with exactly {@code scale} digits after the point, 0 to 18.
   *
   * @param unscaled any but the smallest long
   */
  void decimal(long unscaled, int scale) throws IOException {
    ensure(DECIMAL_BYTES);
    long rest = unscaled;
    if (rest < 0) {
      bytes[size++] = '-';
      rest = -rest;
    }
    int digits = Math.max(digits(rest), scale + 1);
    int end = size + digits + (scale > 0 ? 1 : 0);
    int position = end;
    for (int digit = 0; digit < digits; digit++) {
      if (digit == scale && scale > 0) {
        bytes[--position] = '.';
      }
      bytes[--position] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size = end;
  }

  /** A whole line; null elements become empty fields. */
  void row(List<String> fields) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        line.append(',');
      }
      line.append(field(fields.get(i)));
    }
    raw(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  void flush() throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }

  static String field(String value) {
    if (value == null) {
      return "";
    }
    boolean quoted = value.isEmpty();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      quoted |= c == ',' || c == '"' || c == '\n' || c == '\r';
    }
    return quoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }

  private void ensure(int length) throws IOException {
    if (length > CAPACITY_BYTES - size) {
      flush();
    }
  }

  private static int digits(long value) {
    int digits = 1;
    for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
      digits++;
    }
    return digits;
  }
}
