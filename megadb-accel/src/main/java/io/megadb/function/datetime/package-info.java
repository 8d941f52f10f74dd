/**
 * Operators and functions over dates, times and intervals. Read {@link
 * io.megadb.function.datetime.DateTimeOperators} first.
 */
package io.megadb.function.datetime;
