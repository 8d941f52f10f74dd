package io.megadb.gateway.copy;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** COPY's text format: backslash escapes, one row a line, an optional "\." at the end. */
final class TextParser implements LineParser {
  private final byte delimiter;
  private final byte[] nullText;
  private final int maxLineBytes;
  private final CopyFields fields = new CopyFields();

  /** Raw bytes of a line whose end has not come yet. */
  private byte[] pending = new byte[0];

  private long line;
  private boolean ended;

  TextParser(CopyFormat format, int maxLineBytes) {
    this.delimiter = format.delimiter();
    this.nullText = format.nullText().getBytes(StandardCharsets.UTF_8);
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public CopyFields fields() {
    return fields;
  }

  @Override
  public void feed(byte[] chunk, Lines lines) {
    byte[] data = chunk;
    if (pending.length > 0) {
      data = Arrays.copyOf(pending, pending.length + chunk.length);
      System.arraycopy(chunk, 0, data, pending.length, chunk.length);
    }
    int start = 0;
    for (int i = 0; i < data.length; i++) {
      if (data[i] == '\\') {
        i++; // an escaped line end belongs to the field
      } else if (data[i] == '\n') {
        give(data, start, i, lines);
        start = i + 1;
      }
    }
    pending = Arrays.copyOfRange(data, start, data.length);
    if (pending.length > maxLineBytes) {
      throw new MegaDbException(
          SqlState.PROGRAM_LIMIT_EXCEEDED, "COPY line exceeds " + maxLineBytes / 1048576 + " MiB");
    }
  }

  @Override
  public void finish(Lines lines) {
    if (pending.length > 0) {
      give(pending, 0, pending.length, lines);
      pending = new byte[0];
    }
  }

  private void give(byte[] data, int from, int lineEnd, Lines lines) {
    line++;
    int to = lineEnd > from && data[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    if (ended) {
      return;
    }
    if (to - from == 2 && data[from] == '\\' && data[from + 1] == '.') {
      ended = true;
      return;
    }
    fields.clear();
    int fieldStart = from;
    for (int i = from; i < to; i++) {
      int plain = i;
      while (i < to && data[i] != delimiter && (data[i] != '\\' || i + 1 == to)) {
        i++;
      }
      fields.append(data, plain, i);
      if (i == to) {
        break;
      }
      if (data[i] == delimiter) {
        endField(data, fieldStart, i);
        fieldStart = i + 1;
      } else {
        i = unescape(data, i + 1, to);
      }
    }
    endField(data, fieldStart, to);
    fields.setLine(data, from, to);
    lines.line(line, fields);
  }

  private void endField(byte[] data, int from, int to) {
    fields.endField(Arrays.equals(data, from, to, nullText, 0, nullText.length));
  }

  /** Decodes what follows a backslash; returns the position of its last byte. */
  private int unescape(byte[] data, int at, int to) {
    byte b = data[at];
    switch (b) {
      case 'b' -> fields.append((byte) 8);
      case 'f' -> fields.append((byte) 12);
      case 'n' -> fields.append((byte) 10);
      case 'r' -> fields.append((byte) 13);
      case 't' -> fields.append((byte) 9);
      case 'v' -> fields.append((byte) 11);
      case 'x' -> {
        int value = at + 1 < to ? Character.digit(data[at + 1], 16) : -1;
        if (value < 0) {
          fields.append(b);
          return at;
        }
        int second = at + 2 < to ? Character.digit(data[at + 2], 16) : -1;
        fields.append((byte) (second < 0 ? value : value * 16 + second));
        return second < 0 ? at + 1 : at + 2;
      }
      default -> {
        if (b < '0' || b > '7') {
          fields.append(b);
          return at;
        }
        int value = 0;
        int last = at;
        for (int i = at; i < to && i < at + 3 && data[i] >= '0' && data[i] <= '7'; i++) {
          value = value * 8 + data[i] - '0';
          last = i;
        }
        fields.append((byte) value);
        return last;
      }
    }
    return at;
  }
}
