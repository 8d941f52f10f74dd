package io.megadb.planner.parser;

import io.megadb.planner.parser.generated.Token;

/**
 * A token with what the scanner found out about it. The line is always 1 and the column counts code
 * points of the whole text from 1, so that a position needs no text to be understood.
 */
public final class PgToken extends Token {
  /** A name folded and cut, or a string's content; otherwise the characters themselves. */
  public final String value;

  /** Where it begins and ends in the text, in UTF-16 units. */
  public final int begin;

  public final int end;

  /** Why the text cannot be read on from here; only in a token of kind LEXICAL_ERROR. */
  public final RuntimeException error;

  PgToken(
      int kind,
      String image,
      String value,
      int begin,
      int end,
      int column,
      RuntimeException error) {
    this.kind = kind;
    this.image = image;
    this.value = value;
    this.begin = begin;
    this.end = end;
    this.error = error;
    this.beginLine = 1;
    this.endLine = 1;
    this.beginColumn = column;
    this.endColumn = column + Math.max(0, image.codePointCount(0, image.length()) - 1);
  }
}
