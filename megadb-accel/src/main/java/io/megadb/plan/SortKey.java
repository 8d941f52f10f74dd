package io.megadb.plan;

import java.io.Serializable;

/**
 * One key of an order.
 *
 * @param column input column, from 0
 */
public record SortKey(int column, boolean descending, boolean nullsFirst) implements Serializable {}
