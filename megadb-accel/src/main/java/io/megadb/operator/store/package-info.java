/**
 * Rows that operators keep: columns that grow, charged to the statement's memory budget. Read
 * {@link io.megadb.operator.store.RowStore} first.
 */
package io.megadb.operator.store;
