package io.megadb.type;

/** The physical form of a column of some type; see {@code io.megadb.vector}. */
public enum VectorKind {
  /** One byte a row, 0 or 1. */
  BOOL,
  /**
   * One long a row: integers, oid, date (days from 2000-01-01), time, timestamp and timestamptz (µs
   * from 2000-01-01, UTC; infinities are Long.MIN_VALUE and Long.MAX_VALUE; of date
   * Integer.MIN_VALUE and Integer.MAX_VALUE).
   */
  LONG,
  /** One double a row; float4 holds values that are floats. */
  DOUBLE,
  /** numeric: longs of one scale, or arbitrary values with their own scale. */
  NUMERIC,
  /** Bytes with offsets: text types in UTF-8, bytea, uuid (16 bytes), jsonb (its output text). */
  BYTES,
  /** Months, days and microseconds. */
  INTERVAL,
  /** Arrays: offsets into a vector of elements; one dimension, lower bound 1. */
  LIST
}
