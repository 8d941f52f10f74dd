package io.megadb.type;

/** pg_type.typcategory: decides which implicit conversion wins when several would do. */
public enum TypeCategory {
  ARRAY('A'),
  BOOLEAN('B'),
  DATETIME('D'),
  NUMERIC('N'),
  PSEUDO('P'),
  STRING('S'),
  TIMESPAN('T'),
  USER('U'),
  UNKNOWN('X'),
  INTERNAL('Z');

  private final char code;

  TypeCategory(char code) {
    this.code = code;
  }

  public char code() {
    return code;
  }
}
