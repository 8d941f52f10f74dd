package io.megadb.plan;

import io.megadb.type.PgType;
import java.io.Serializable;

/**
 * A column that a scan reads.
 *
 * @param ordinal position in the table's current row layout, from 0
 */
public record ScanColumn(int ordinal, String name, PgType type) implements Serializable {}
