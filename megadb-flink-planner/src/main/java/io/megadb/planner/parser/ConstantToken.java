package io.megadb.planner.parser;

/**
 * A constant as it stands in a text.
 *
 * @param text the digits, or a string's content without quotes and escapes
 * @param column code points before it in the text, plus one
 */
public record ConstantToken(Kind kind, String text, int column) {
  /** What a constant's characters alone tell of its type. */
  public enum Kind {
    /** Digits that an int4 can hold. */
    INT4('i'),
    /** Digits that only an int8 can hold. */
    INT8('l'),
    /** Other numbers. */
    NUMERIC('n'),
    /** A string, whose type its surroundings tell. */
    STRING('s');

    private final char mark;

    Kind(char mark) {
      this.mark = mark;
    }

    /** Stands for a constant of this kind in {@link TextShape#frame}. */
    char mark() {
      return mark;
    }
  }
}
