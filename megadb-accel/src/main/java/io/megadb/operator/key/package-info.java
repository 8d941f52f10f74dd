/**
 * SQL's equality and order over columns: hashing, comparing, and the hash table that grouping,
 * joins and set operations share.
 *
 * <p>Equal in SQL's sense means equal hashes: 1.0 and 1.00 in both forms of numeric, -0 and 0, NaN
 * and NaN, char(n) with more or fewer trailing blanks, 1 mon and 30 days. Read {@link
 * io.megadb.operator.key.KeyTable} first.
 */
package io.megadb.operator.key;
