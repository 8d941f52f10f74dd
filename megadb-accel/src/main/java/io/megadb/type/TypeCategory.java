package io.megadb.type;

/** pg_type.typcategory: decides which implicit conversion wins when several would do. */
public enum TypeCategory {
  ARRAY('A'),
  BOOLEAN('B'),
  BIT_STRING('V'),
  DATETIME('D'),
  GEOMETRIC('G'),
  NETWORK('I'),
  NUMERIC('N'),
  PSEUDO('P'),
  RANGE('R'),
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
