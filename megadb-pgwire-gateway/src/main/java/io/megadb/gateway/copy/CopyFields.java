package io.megadb.gateway.copy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The fields of one line: unescaped bytes one after another. Reused line by line. */
final class CopyFields {
  private byte[] bytes = new byte[1024];
  private int[] ends = new int[64];
  private boolean[] nulls = new boolean[64];
  private int length;
  private int count;
  private byte[] line = bytes;
  private int lineStart;
  private int lineEnd;

  void clear() {
    length = 0;
    count = 0;
  }

  void append(byte b) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = b;
  }

  void append(byte[] source, int from, int to) {
    int needed = length + to - from;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
    System.arraycopy(source, from, bytes, length, to - from);
    length = needed;
  }

  /** Bytes of the field under way. */
  int fieldLength() {
    return length - (count == 0 ? 0 : ends[count - 1]);
  }

  void endField(boolean isNull) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
      nulls = Arrays.copyOf(nulls, 2 * count);
    }
    ends[count] = length;
    nulls[count++] = isNull;
  }

  /** Says where the line itself is, as it was sent, without its end; not changed any more. */
  void setLine(byte[] source, int from, int to) {
    line = source;
    lineStart = from;
    lineEnd = to;
  }

  /** Holds the line as it was sent. */
  byte[] line() {
    return line;
  }

  int lineStart() {
    return lineStart;
  }

  int lineEnd() {
    return lineEnd;
  }

  int count() {
    return count;
  }

  boolean isNull(int field) {
    return nulls[field];
  }

  /** Bytes of all fields. */
  int length() {
    return length;
  }

  /** Where the bytes of all fields are. */
  byte[] bytes() {
    return bytes;
  }

  int start(int field) {
    return field == 0 ? 0 : ends[field - 1];
  }

  int end(int field) {
    return ends[field];
  }

  String text(int field) {
    return new String(bytes, start(field), end(field) - start(field), StandardCharsets.UTF_8);
  }
}
