package io.megadb.function.string;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A LIKE pattern over UTF-8 bytes: segments between percent signs, the first and last ones tied to
 * the ends. Taking the leftmost place for each segment decides the match, because a segment has a
 * fixed number of characters. Immutable.
 */
public final class LikePattern {
  /** A byte that never occurs in UTF-8 stands for the underscore. */
  private static final byte ANY = (byte) 0xff;

  private final byte[][] segments;
  private final boolean[] wild;
  private final int lastCharacters;

  private LikePattern(List<byte[]> segments) {
    this.segments = segments.toArray(new byte[0][]);
    this.wild = new boolean[segments.size()];
    for (int i = 0; i < wild.length; i++) {
      for (byte b : this.segments[i]) {
        wild[i] |= b == ANY;
      }
    }
    byte[] last = this.segments[wild.length - 1];
    int characters = 0;
    for (byte b : last) {
      characters += b == ANY || (b & 0xc0) != 0x80 ? 1 : 0;
    }
    this.lastCharacters = characters;
  }

  /**
   * Compiles a pattern with backslash as escape.
   *
   * @throws MegaDbException 22025 if the pattern ends with the escape character
   */
  public static LikePattern compile(byte[] pattern) {
    List<byte[]> segments = new ArrayList<>();
    byte[] segment = new byte[pattern.length];
    int length = 0;
    for (int i = 0; i < pattern.length; i++) {
      byte b = pattern[i];
      if (b == '%') {
        segments.add(Arrays.copyOf(segment, length));
        length = 0;
      } else if (b == '_') {
        segment[length++] = ANY;
      } else if (b == '\\') {
        if (++i == pattern.length) {
          throw new MegaDbException(
              SqlState.INVALID_ESCAPE_SEQUENCE, "LIKE pattern must not end with escape character");
        }
        segment[length++] = pattern[i];
      } else {
        segment[length++] = b;
      }
    }
    segments.add(Arrays.copyOf(segment, length));
    return new LikePattern(segments);
  }

  /** The segment to look for anywhere, if the pattern is %segment…; else null. */
  String firstFloating() {
    boolean floating = segments.length > 2 && segments[0].length == 0 && !wild[1];
    return floating && segments[1].length > 0
        ? new String(segments[1], StandardCharsets.ISO_8859_1)
        : null;
  }

  /** What every text that matches begins with; null if it has an underscore. */
  public byte[] prefix() {
    return wild[0] ? null : segments[0].clone();
  }

  /** Whether a percent sign ends the prefix and the pattern. */
  public boolean isPrefix() {
    return segments.length == 2 && segments[1].length == 0;
  }

  /** Whether bytes {@code from} to {@code to} (exclusive) match. */
  public boolean matches(byte[] text, int from, int to) {
    int at = match(text, from, to, 0);
    if (segments.length == 1) {
      return at == to;
    }
    return at >= 0 && matchesRest(text, at, to, 1);
  }

  /** Whether the segments from {@code index} on match bytes from {@code at}. */
  boolean matchesRest(byte[] text, int at, int to, int index) {
    int position = at;
    int last = segments.length - 1;
    for (int i = index; i < last; i++) {
      position = find(text, position, to, i);
      if (position < 0) {
        return false;
      }
    }
    int start = wild[last] ? back(text, position, to) : to - segments[last].length;
    return start >= position && match(text, start, to, last) == to;
  }

  /** Start of the last segment's characters, -1 if there are not that many. */
  private int back(byte[] text, int from, int to) {
    int at = to;
    for (int i = 0; i < lastCharacters; i++) {
      if (at <= from) {
        return -1;
      }
      at--;
      while (at > from && (text[at] & 0xc0) == 0x80) {
        at--;
      }
    }
    return at;
  }

  /** End of the leftmost place of a segment from {@code from}, or -1. */
  private int find(byte[] text, int from, int to, int index) {
    byte[] segment = segments[index];
    if (segment.length == 0) {
      return from;
    }
    byte first = segment[0];
    for (int i = from; i <= to - (wild[index] ? 1 : segment.length); i++) {
      if (text[i] == first || first == ANY && (text[i] & 0xc0) != 0x80) {
        int end = match(text, i, to, index);
        if (end >= 0) {
          return end;
        }
      }
    }
    return -1;
  }

  /** End of a segment that starts at {@code from}, or -1. */
  private int match(byte[] text, int from, int to, int index) {
    byte[] segment = segments[index];
    if (!wild[index]) {
      int end = from + segment.length;
      return end <= to && Arrays.equals(text, from, end, segment, 0, segment.length) ? end : -1;
    }
    int at = from;
    for (byte b : segment) {
      if (at >= to) {
        return -1;
      }
      if (b == ANY) {
        at++;
        while (at < to && (text[at] & 0xc0) == 0x80) {
          at++;
        }
      } else if (text[at++] != b) {
        return -1;
      }
    }
    return at;
  }
}
