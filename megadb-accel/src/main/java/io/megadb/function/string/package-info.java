/**
 * Functions over text and bytea: LIKE, regular expressions, and the string functions of
 * PostgreSQL's manual. Read {@link io.megadb.function.string.StringFunctions} first.
 */
package io.megadb.function.string;
