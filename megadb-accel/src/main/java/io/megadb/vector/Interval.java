package io.megadb.vector;

import java.io.Serializable;

/**
 * An interval value. Equality of records is identity of fields; PostgreSQL's equality (1 mon = 30
 * days) is a kernel's business.
 */
public record Interval(int months, int days, long micros) implements Serializable {}
